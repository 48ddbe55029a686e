import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names() {
  return inject(ItemsRepository).listName()
}
