import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection

export async function start(): Promise<void> {
  connection = await (await openInstance('items.duckdb')).connect()
}

export async function namesOf(id: number): Promise<unknown[]> {
  return (await connection.runAndReadAll('SELECT name FROM items WHERE id = ?', [id])).getRowObjects()
}
