import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

async function load(db: Database, id: number) {
  const items = new ItemsRepository(db)
  return items.findNameById(id)
}

export async function nameOf(id: number): Promise<string | undefined> {
  const db = inject(database)
  const rows = await load(db, id)
  return rows[0]?.name
}
