import { months } from './monthly.js'
import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** It has the warehouse from where the repository has it. */
export async function weeks() {
  const rows = await inject(ItemsRepository).listId()
  return [...rows, ...(await months())]
}
