import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** Joins the transaction that is open already. */
async function together<T>(work: () => Promise<T>): Promise<T> {
  if (inject(database).inTransaction) return work()
  const db = inject(database)
  return db.transaction(async () => {
    const result = await work()
    return result
  }, { retry: false })
}

export async function addTag(id: number, tag: string): Promise<void> {
  await together(async () => {
    const tagsRepository = inject(TagsRepository)
    const items = inject(ItemsRepository)
    await tagsRepository.insert(id, tag)
    await items.updateCategoryById(tag, id)
  })
}

/** All of the tags or none. */
export async function addItem(id: number, name: string, tags: string[]): Promise<number> {
  return together(async () => {
    const items = inject(ItemsRepository)
    await items.insert(id, name)
    for (const tag of tags) await addTag(id, tag)
    return tags.length
  })
}
