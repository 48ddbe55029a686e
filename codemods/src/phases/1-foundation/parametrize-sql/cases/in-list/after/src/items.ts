import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const either = (a: string, b: string) =>
  inject(ItemsRepository).listIdByCategory(a, b)
