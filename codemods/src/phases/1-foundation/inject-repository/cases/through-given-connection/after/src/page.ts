import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: string
}

/** Another type of the same name. */
export async function ids(): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.listId()
  return items.map((item) => item.id)
}
