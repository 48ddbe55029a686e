import { getClient } from './db.js'

export async function search(filters: readonly string[]) {
  const db = getClient()
  const where = filters.length > 0 ? `WHERE ${filters.join(' AND ')}` : ''
  return db.query<{ id: number }>(`SELECT id FROM items ${where}`)
}
