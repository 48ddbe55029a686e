import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

export function getDb(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create('shop.duckdb').then((instance) => instance.connect())
  return opening
}
