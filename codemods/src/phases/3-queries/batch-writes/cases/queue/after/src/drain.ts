import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function addTags(id: number, tags: string[]): Promise<number> {
  const tagsRepository = inject(TagsRepository)
  const queue = [...tags]
  await tagsRepository.insertForEach(id, queue.splice(0))
  return queue.length
}

export async function lastFirst(prices: { id: number; price: number }[]): Promise<number> {
  const items = inject(ItemsRepository)
  const queue = prices.slice()
  let changed = 0
  const entries = queue.reverse()
  changed += await items.updatePriceByIdForEach(entries.map(({ price }) => price), entries.map(({ id }) => id))
  return changed
}

export async function removeAll(ids: number[]): Promise<void> {
  const tagsRepository = inject(TagsRepository)
  const queue = ids.filter((id) => id >= 0)
  await tagsRepository.deleteByItemIdForEach(queue)
}

export async function backwards(tags: string[], id: number): Promise<void> {
  const tagsRepository = inject(TagsRepository)
  await tagsRepository.insertForEach(id, [...tags].reverse())
}
