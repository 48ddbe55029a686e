import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let shared: Promise<DuckDBConnection> | undefined

export function getConnection(): Promise<DuckDBConnection> {
  shared ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
  return shared
}
