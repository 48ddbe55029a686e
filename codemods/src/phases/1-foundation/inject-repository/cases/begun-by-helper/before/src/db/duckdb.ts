import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  if (!connection) {
    const instance = await DuckDBInstance.create(process.env.ITEMS_DB ?? ':memory:')
    connection = await instance.connect()
  }
  return connection
}
