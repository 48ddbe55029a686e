import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function ranking(): Promise<string[]> {
  const tagsRepository = inject(TagsRepository)
  const tags = await tagsRepository.topByItemId()
  return tags
    .map((row) => `${row.item_id} ${row.tag}`)
}

export async function lowest(category: string): Promise<number[]> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.bottomIdAndSizeByCategoryById(category)
  return items.map((item) => item.size)
}
