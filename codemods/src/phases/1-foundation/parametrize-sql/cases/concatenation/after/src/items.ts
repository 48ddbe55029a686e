import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const page = (category: string, limit: number, offset: number) =>
  inject(ItemsRepository).listIdByCategory(category, limit, offset)
