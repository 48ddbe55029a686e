import { getDb } from './db.js'

export async function names(): Promise<{ name: string }[]> {
  const db = await getDb()
  return db.query<{ name: string }>('SELECT name FROM items')
}
