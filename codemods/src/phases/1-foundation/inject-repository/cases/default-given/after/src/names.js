import { inject } from '@duckshift/runtime'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(db = inject(clientAccessor)()) {
  const rows = await new ItemsRepository(databaseOn(db)).listName()
  return rows.map((row) => row.name)
}

export async function categories(items = inject(ItemsRepository)) {
  const rows = await items.listCategory()
  return rows.map((row) => row.category)
}
