import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> { // accessor: async-function
  connection ??= await (await DuckDBInstance.create('items.duckdb')).connect()
  return connection
}
