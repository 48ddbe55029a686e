import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opened: Promise<DuckDBInstance> | undefined

export async function openConnection(): Promise<DuckDBConnection> {
  opened ??= DuckDBInstance.create('items.duckdb')
  return (await opened).connect()
}
