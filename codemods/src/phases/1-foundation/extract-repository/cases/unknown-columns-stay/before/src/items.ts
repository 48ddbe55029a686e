import { getClient } from './db.js'

export async function weightOf(id: number) {
  const db = getClient()
  return db.query<{ weight: number }>('SELECT weight FROM items WHERE id = ?', [id])
}
