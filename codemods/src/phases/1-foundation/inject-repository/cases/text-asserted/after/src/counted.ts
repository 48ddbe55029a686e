import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** A spy that only counts does not look at the text; a property of the client is no method. */
export async function countedFrom(least: number) {
  return inject(ItemsRepository).listIdByIdBelow(least)
}
