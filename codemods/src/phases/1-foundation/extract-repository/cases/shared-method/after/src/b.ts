import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function countCheap(): Promise<number> {
  return (await inject(ItemsRepository).listIdByPriceBelow(10)).length
}
