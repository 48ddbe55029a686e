import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function weightOf(id: number) {
  const db = inject(database)
  return db.query<{ weight: number }>('SELECT weight FROM items WHERE id = ?', [id])
}
