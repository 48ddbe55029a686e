import { getClient } from './db.js'

export async function byName(name: string) {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name}'`)
}
