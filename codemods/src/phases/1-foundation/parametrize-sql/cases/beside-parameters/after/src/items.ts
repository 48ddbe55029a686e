import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const find = (category: string, below: number) =>
  inject(ItemsRepository).listIdByCategoryAndPriceBelow(category, below)
