import { inject } from '@duckshift/runtime'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export const context: { db?: unknown } = {}

export async function find(name: string) {
  const db = inject(clientAccessor)()
  context.db = db
  const items = new ItemsRepository(databaseOn(db))
  return items.listIdByName(name)
}
