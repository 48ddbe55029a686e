import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
  return connection
}
