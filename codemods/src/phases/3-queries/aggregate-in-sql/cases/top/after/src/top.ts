import { inject } from '@duckshift/runtime'
import { TagsRepository } from './repositories/tags-repository.js'

export interface Tag {
  item_id: number
  tag: string
}

export async function newest(): Promise<string[]> {
  const tagsRepository = inject(TagsRepository)
  const tags = await tagsRepository.topByItemId()
  return tags.map((row) => row.tag)
}

export async function first(tag: string): Promise<Tag[]> {
  const tagsRepository = inject(TagsRepository)
  const tags = await tagsRepository.bottomItemIdAndTagByTagNotByItemId(tag)
  return tags
}
