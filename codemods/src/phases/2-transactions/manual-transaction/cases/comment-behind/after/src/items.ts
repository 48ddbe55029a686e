import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function drop(id: number): Promise<boolean> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  return db.transaction(async () => {
    const gone = await items.deleteById(id)
    if (gone === 0) {
      // nothing was written
      return false
    }
    await tags.deleteByItemId(id)
    /* the item and its tags */
    return true
  })
}
