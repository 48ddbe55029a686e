import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let instance: Promise<DuckDBInstance> | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  instance ??= DuckDBInstance.create('items.duckdb')
  return (await instance).connect()
}
