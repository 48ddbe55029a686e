import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names() {
  const items = inject(ItemsRepository)
  try {
    return await items.listName()
  } catch (error) {
    throw new Error(`cannot list: ${error instanceof Error ? error.message : error}`)
  }
}
