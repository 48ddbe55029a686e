import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const cheap = (limit: number) =>
  inject(ItemsRepository).listIdByPriceBelow(limit)
