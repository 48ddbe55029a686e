import { getClient } from './db.js'

export async function names() {
  const db = getClient(/* the primary, not the replica */)
  return db.query<{ name: string }>('SELECT name FROM items')
}
