import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './data/items.repo.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function rename(id: number, name: string): Promise<number> {
  return inject(ItemsRepository).updateNameById(name, id)
}

export async function tagged(tag: string): Promise<{ item_id: number }[]> {
  return inject(TagsRepository).listItemIdByTag(tag)
}
