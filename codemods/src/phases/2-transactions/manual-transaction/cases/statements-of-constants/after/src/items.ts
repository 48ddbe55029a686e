import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function rename(id: number, name: string): Promise<void> {
  const client = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  await client.transaction(async () => {
    await items.updateNameById(name, id)
    await tags.deleteByItemId(id)
  })
}

export async function clear(): Promise<void> {
  const client = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  await client.transaction(async () => {
    await items.deleteAll()
    await tags.deleteAll()
  })
}
