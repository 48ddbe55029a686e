import { createRequire } from 'node:module'

const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api')
let connection
export async function getConnection() { // accessor: async-function
  connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
  return connection
}
export async function count() {
  const own = await getConnection() // usage: variable
  return own.runAndReadAll('SELECT count(*) FROM items')
}
