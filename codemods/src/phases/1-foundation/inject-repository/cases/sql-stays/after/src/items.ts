import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function search(filters: readonly string[]) {
  const db = inject(database)
  const where = filters.length > 0 ? `WHERE ${filters.join(' AND ')}` : ''
  return db.query<{ id: number }>(`SELECT id FROM items ${where}`)
}
