import { getConnection } from '$lib/server/duckdb'

export async function load() {
  const connection = await getConnection() // usage: variable
  const reader = await connection.runAndReadAll('SELECT name FROM items')
  return { names: reader.getRowObjectsJson() }
}
