import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> { // accessor: function
  connection ??= await (await DuckDBInstance.create('items.duckdb')).connect()
  return connection
}
