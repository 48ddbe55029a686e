import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

async function load(db: Database, id: number) {
  return db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
}

export async function nameOf(id: number): Promise<string | undefined> {
  const db = inject(database)
  const rows = await load(db, id)
  return rows[0]?.name
}
