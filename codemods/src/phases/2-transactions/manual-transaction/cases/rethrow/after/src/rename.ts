import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** Both or neither. */
export async function rename(id: number, name: string, tag: string): Promise<number> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  return db.transaction(async () => {
    const rows = await items.findPriceById(id)
    if (rows.length === 0) throw new Error('no such item')
    await items.updateNameById(name, id) // the page shows it
    const changed = await tags.insert(id, tag)
    return changed
  })
}
