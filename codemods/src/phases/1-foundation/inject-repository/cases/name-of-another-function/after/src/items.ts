import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export function lengths(items: string[]): number[] {
  const itemsRepository = new Map(items.map((item) => [item, item.length]))
  return [...itemsRepository.values()]
}

export async function names(): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const found = await itemsRepository.listName()
  return found.map(({ name }) => name)
}

export async function pairs(): Promise<string[]> {
  const tags = inject(TagsRepository)
  const itemsRepository2 = inject(ItemsRepository)
  const found = await tags.listTag()
  const itemsRepository = found.length
  const rows = await itemsRepository2.listNameForPairs(itemsRepository)
  return rows.map(({ name }) => name)
}
