import { type Client, getClient } from './db.js'

async function load(db: Client, id: number) {
  return db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
}

export async function nameOf(id: number): Promise<string | undefined> {
  const db = getClient()
  const rows = await load(db, id)
  return rows[0]?.name
}
