import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function addTags(id: number, tags: string[]): Promise<void> {
  const tagsRepository = inject(TagsRepository)
  await tagsRepository.insertForEach(id, tags)
}

export async function setPrices(prices: { id: number; price: number }[]): Promise<string> {
  const itemsRepository = inject(ItemsRepository)
  const changed = await itemsRepository.updatePriceByIdForEach(prices.map(({ price }) => price), prices.map(({ id }) => id))
  return `${changed} changed`
}

export function addItems(items: { id: number; name: string }[]): Promise<void> {
  const itemsRepository = inject(ItemsRepository)
  return itemsRepository.insertForEach(items.map((item) => item.id), items.map((item) => item.name.toUpperCase())).then(() => undefined)
}

export function removeAll(ids: number[]): Promise<number> {
  const tagsRepository = inject(TagsRepository)
  return tagsRepository.deleteByItemIdForEach([...ids])
}
