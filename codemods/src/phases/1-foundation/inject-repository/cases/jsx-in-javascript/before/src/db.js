import { DuckDBInstance } from '@duckdb/node-api'

let connection

export async function getConnection() {
  connection ??= await (await DuckDBInstance.create('items.duckdb')).connect()
  return connection
}
