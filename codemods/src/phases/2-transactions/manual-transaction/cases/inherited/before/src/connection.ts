import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: Promise<DuckDBConnection> | undefined

export function openConnection(): Promise<DuckDBConnection> {
  connection ??= DuckDBInstance.create('items.db').then((instance) => instance.connect())
  return connection
}
