import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function find(category: string, name: string, price: number) {
  const items = inject(ItemsRepository)
  return items.listIdByNameAndCategoryAndPriceAbove(category, name, price)
}
