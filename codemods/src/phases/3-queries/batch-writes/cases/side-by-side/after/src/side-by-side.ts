import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** No value can make these be refused, so that it does not matter whether one lets the others go on. */
export async function removeAll(ids: number[]): Promise<void> {
  const tags = inject(TagsRepository)
  await tags.deleteByItemIdForEach(ids)
}

export async function setCategories(items: { id: number; category: string | null }[]): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  await itemsRepository.updateCategoryAndPriceByIdForEach(items.map(({ category }) => category), items.map(({ id }) => id))
  return items.length
}

export async function clear(words: string[]): Promise<void> {
  const itemsRepository = inject(ItemsRepository)
  await itemsRepository.updateCategoryByNameForEach(words.map((word) => word.trim()))
}
