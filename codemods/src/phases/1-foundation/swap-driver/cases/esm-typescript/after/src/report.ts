import { rows } from './database.js'

export async function total(): Promise<number> {
  const { Database } = await import("@duckshift/runtime/compat/duckdb-async")
  const db = await Database.create(':memory:')
  const found: import('@duckshift/runtime/compat/duckdb-async').TableData = await db.all('SELECT 1 AS one')
  await db.close()
  return found.length + (await rows('SELECT 1')).length
}
