import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function byName(name: string) {
  const items = inject(ItemsRepository)
  return items.listIdByName(name)
}
