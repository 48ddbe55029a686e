import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const since = (day: string) =>
  inject(ItemsRepository).listIdByCreatedAtSince(day)
