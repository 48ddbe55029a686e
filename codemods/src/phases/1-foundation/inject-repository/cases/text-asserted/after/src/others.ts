import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** No test replaces what this one asks. */
export async function othersFrom(least: number) {
  return inject(ItemsRepository).listIdByIdAbove(least)
}
