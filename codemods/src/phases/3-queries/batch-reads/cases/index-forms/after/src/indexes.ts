import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function backwards(ids: number[]): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const names: string[] = []
  const foundRows = await itemsRepository.findNameByIdForEach(ids)
  for (let i = ids.length - 1; i >= 0; i--) {
    const rows = foundRows[i]
    if (rows.length > 0) names.push(`${i}: ${rows[0]!.name}`)
  }
  return names
}

export async function withBound(items: { id: number }[]): Promise<number[]> {
  const tags = inject(TagsRepository)
  const counts: number[] = []
  const foundRows = await tags.listTagByItemIdForEach(items.map((_, i) => items[i]!.id))
  for (let i = 0, n = items.length; i < n; i += 1) {
    const item = items[i]!
    const rows = foundRows[i]
    counts.push(rows.length)
  }
  return counts
}

export async function upToLast(ids: number[]): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  let sum = 0
  const found = await itemsRepository.maxPriceByIdNotForEach(ids)
  for (let at = 0; at <= ids.length - 1; ++at) {
    const [row] = found[at]
    if (row!.top === null) return -1
    sum += row!.top * at
  }
  return sum
}
