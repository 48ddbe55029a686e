import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function merge(from: number, into: number): Promise<void> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  try {
    await db.transaction(async () => {
      // One pass over the tags, so that nothing is lost.
      await tags.updateItemIdByItemId(into, from)
      await items.deleteById(from)
    })
  } catch (error) {
    throw new Error(`Failed to merge: ${(error as Error).message}`)
  }
}
