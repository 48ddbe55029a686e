import { getClient } from './db.js'

export async function names(): Promise<{ name: string }[]> {
  const db = await getClient()
  return db.query<{ name: string }>('SELECT name FROM items')
}
