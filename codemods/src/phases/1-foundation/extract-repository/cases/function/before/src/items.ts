import { getClient } from './db.js'

/** The item's name; undefined when there is none. */
export async function nameOf(id: number): Promise<string | undefined> {
  const db = getClient()
  // one row at most: id is the key
  const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}
