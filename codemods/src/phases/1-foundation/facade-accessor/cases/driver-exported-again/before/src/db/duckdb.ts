import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export { type DuckDBConnection as Connection, DuckDBInstance }

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('items.duckdb')).connect()
  return connection
}
