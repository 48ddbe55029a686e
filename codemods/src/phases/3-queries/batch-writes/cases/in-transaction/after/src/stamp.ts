import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function replaceTags(id: number, tags: string[]): Promise<void> {
  const db = inject(database)
  const tagsRepository = inject(TagsRepository)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await tagsRepository.deleteByItemId(id)
    await tagsRepository.insertForEach(id, tags)
    await items.updateCreatedAtByIdAndCategoryForEach(id, tags)
  })
}
