import { inject } from '@duckshift/runtime'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names() {
  const db = inject(clientAccessor)(/* the primary, not the replica */)
  const items = new ItemsRepository(databaseOn(db))
  return items.listName()
}
