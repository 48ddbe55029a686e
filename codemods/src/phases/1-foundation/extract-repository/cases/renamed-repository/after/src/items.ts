import { inject } from '@duckshift/runtime'
import { ItemStore } from './data/item-store.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function rename(id: number, name: string): Promise<number> {
  return inject(ItemStore).updateNameById(name, id)
}

export async function tagged(tag: string): Promise<{ item_id: number }[]> {
  return inject(TagsRepository).listItemIdByTag(tag)
}
