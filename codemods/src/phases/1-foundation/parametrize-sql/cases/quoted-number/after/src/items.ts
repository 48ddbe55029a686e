import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const find = (id: number) =>
  inject(ItemsRepository).findNameById(String(id))
