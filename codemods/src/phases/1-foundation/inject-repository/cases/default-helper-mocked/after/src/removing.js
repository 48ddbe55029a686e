import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function remove(id) {
  await inject(ItemsRepository).deleteById(id)
}
