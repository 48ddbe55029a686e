import type { Client } from './db.js'

export async function names(db: Client) {
  return db.query<{ name: string }>('SELECT name FROM items')
}
