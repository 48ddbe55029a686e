import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

export function getConnection(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create('items.duckdb').then((instance) => instance.connect())
  return opening
}
