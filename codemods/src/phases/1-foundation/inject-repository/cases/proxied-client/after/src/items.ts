import { inject } from '@duckshift/runtime'
import { databaseOn, handlerAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}

export const find = inject(handlerAccessor)(async ({ id }, client) => {
  const items = new ItemsRepository(databaseOn(client))
  const rows = await items.findNameById(id)
  return rows[0]?.name
})
