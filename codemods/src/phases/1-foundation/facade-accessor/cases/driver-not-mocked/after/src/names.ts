import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<unknown[]> {
  const items = inject(ItemsRepository)
  const rows = await items.listName()
  return rows
}
