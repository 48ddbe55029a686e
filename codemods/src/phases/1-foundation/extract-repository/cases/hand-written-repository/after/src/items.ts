import { inject } from '@duckshift/runtime'
import { ItemsDataRepository } from './repositories/items-data-repository.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsDataRepository } from './repositories/tags-data-repository.js'
import { TagsRepository } from './tags/tags-repository.js'

const items = new ItemsRepository()
const tags = new TagsRepository()

export async function rename(id: number, name: string): Promise<string[]> {
  await inject(ItemsDataRepository).updateNameById(name, id)
  return items.names()
}

export async function tagged(tag: string): Promise<{ item_id: number }[]> {
  tags.known.add(tag)
  return inject(TagsDataRepository).listItemIdByTag(tag)
}
