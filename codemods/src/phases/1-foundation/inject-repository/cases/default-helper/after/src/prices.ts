import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function priced(id: number): Promise<boolean> {
  const [row] = await inject(ItemsRepository).findPriceById(id)
  return row?.price != null
}
