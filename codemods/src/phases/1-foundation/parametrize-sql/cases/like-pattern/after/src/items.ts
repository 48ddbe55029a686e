import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const search = (text: string) =>
  inject(ItemsRepository).listIdByNameLike(`%${text}%`)
