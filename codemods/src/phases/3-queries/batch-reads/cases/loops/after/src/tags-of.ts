import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export interface Item {
  id: number
  name: string
}

export async function inForOf(items: Item[]): Promise<string[]> {
  const tagsRepository = inject(TagsRepository)
  const lines: string[] = []
  const itemTags = await tagsRepository.listTagByItemIdForEach(items.map((item) => item.id))
  for (const [index, item] of items.entries()) {
    // one query per item
    const tags = itemTags[index]
    lines.push(`${item.name}: ${tags.map((row) => row.tag).join(', ')}`)
  }
  return lines
}

export async function withIndex(ids: number[]): Promise<(number | undefined)[]> {
  const itemsRepository = inject(ItemsRepository)
  const prices: (number | undefined)[] = []
  const foundRows = await itemsRepository.findPriceByIdForEach(ids)
  for (let i = 0; i < ids.length; i++) {
    const rows = foundRows[i]
    prices.push(rows[0]?.price)
  }
  return prices
}

export async function firstExpensive(ids: number[], limit: number): Promise<string | null> {
  const itemsRepository = inject(ItemsRepository)
  const idRows = await itemsRepository.listNameByIdAndPriceAboveForEach(ids, limit)
  for (const [index, id] of ids.entries()) {
    if (id < 0) continue
    const rows = idRows[index]
    if (rows.length > 0) return rows[0]!.name
  }
  return null
}

export async function ofKeys(categories: Map<string, number>): Promise<Record<string, number>> {
  const itemsRepository = inject(ItemsRepository)
  const counts: Record<string, number> = {}
  const categories2 = [...categories.keys()]
  const categoryRows = await itemsRepository.summarizeByCategoryForEach(categories2.map((category) => category.trim()))
  for (const [index, category] of categories2.entries()) {
    const key = category.trim()
    const rows = categoryRows[index]
    counts[category] = Number(rows[0]!.n) + (rows[0]!.top ?? 0)
  }
  return counts
}
