import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getDb(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('rates.duckdb')).connect()
  return connection
}
