import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection

export async function start(): Promise<void> {
  connection = await (await DuckDBInstance.create('items.duckdb')).connect()
}

export async function namesOf(id: number): Promise<unknown[]> {
  return (await connection.runAndReadAll('SELECT name FROM items WHERE id = ?', [id])).getRowObjects()
}
