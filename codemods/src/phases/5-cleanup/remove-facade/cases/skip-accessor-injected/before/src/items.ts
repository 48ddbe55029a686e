import { createConnection } from './db/duckdb.js'

export async function prices(ids: number[]): Promise<unknown[]> {
  const connection = await createConnection()
  const statement = await connection.prepare('SELECT price FROM items WHERE id = $1')
  const found: unknown[] = []
  for (const id of ids) {
    statement.bindInteger(1, id)
    found.push(...(await statement.runAndReadAll()).getRows())
  }
  return found
}
