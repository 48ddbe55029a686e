import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

async function insertOne(client: Database, id: number, tags: string[]): Promise<void> {
  const itemsRepository = new ItemsRepository(client)
  await itemsRepository.insert(id, `item ${id}`)
  const tagsRepository = new TagsRepository(client)
  for (const tag of tags) {
    await tagsRepository.insert(id, tag)
  }
}

/** All or none. */
export async function importItems(items: { id: number; tags: string[] }[]): Promise<number[]> {
  const client = inject(database)
  return client.transaction(async () => {
    const ids: number[] = []
    for (const item of items) {
      await insertOne(client, item.id, item.tags)
      ids.push(item.id)
    }
    return ids
  })
}
