import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const find = (id: string) => inject(ItemsRepository).findNameById(id)
