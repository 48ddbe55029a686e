import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  if (!connection) {
    const instance = await DuckDBInstance.create('items.duckdb')
    connection = await instance.connect()
  }
  return connection
}
