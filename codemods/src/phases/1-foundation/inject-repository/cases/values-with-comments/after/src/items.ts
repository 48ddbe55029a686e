import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function add(id: number, name: string, tags: string[]): Promise<number> {
  const items = inject(ItemsRepository)
  return items.insert(
    id,
    name, // as it was typed
    // The first tag is the category.
    JSON.stringify({
      tag: tags[0],
      at: new Date().toISOString()
    })
  )
}

export async function rename(id: number, name: string): Promise<void> {
  const items = inject(ItemsRepository)
  try {
    await items.updateNameById(name /* new */, id)
  } catch (error) {
    throw new Error(`item ${id}`, { cause: error })
  }
}
