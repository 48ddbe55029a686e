import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const row = await inject(ItemsRepository).findNameById(id)
  return row?.name
}

export async function priceOf(id: number) {
  const items = inject(ItemsRepository)
  return items.findPriceById(id)
}
