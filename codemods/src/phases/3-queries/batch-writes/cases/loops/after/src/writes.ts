import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function addTags(id: number, tags: string[]): Promise<void> {
  const tagsRepository = inject(TagsRepository)
  await tagsRepository.insertForEach(id, tags)
}

export async function setPrices(prices: { id: number; price: number }[]): Promise<number> {
  const items = inject(ItemsRepository)
  let changed = 0
  changed += await items.updatePriceByIdForEach(prices.map(({ price }) => price), prices.map(({ id }) => id))
  return changed
}

export async function removeAll(ids: number[]): Promise<number> {
  const tagsRepository = inject(TagsRepository)
  let removed = 0
  removed += await tagsRepository.deleteByItemIdForEach(ids)
  return removed
}

export async function replaceItems(names: Map<number, string>): Promise<void> {
  const items = inject(ItemsRepository)
  const entries = [...names]
  await items.upsertForEach(entries.map(([id]) => id), entries.map(([, name]) => name))
}
