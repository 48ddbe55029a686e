import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined
async function ready() { // accessor: async-function
  connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
  return connection
}
export async function query<T>(sql: string, values?: unknown[]): Promise<T[]> { // accessor: helper
  const own = await ready()
  return (await own.runAndReadAll(sql, values as never)).getRowObjects() as T[]
}
export async function insertItem(name: string) {
  const own = await ready() // usage: variable bound-parameters
  await own.run('INSERT INTO items VALUES (?)', [name])
}
