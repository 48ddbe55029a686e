import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

/** The keys stay in the order in which they were met first. */
export async function perCategory(): Promise<Map<string | null, number>> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.countByCategory()
  const counts = new Map<string | null, number>()
  for (const item of items) counts.set(item.category, (counts.get(item.category) ?? 0) + item.total)
  return counts
}

export async function sumsPerTag(above: number): Promise<Record<string, number>> {
  const tags = inject(TagsRepository)
  const rows = await tags.sumItemIdByTagForItemIdAbove(above)
  const sums: Record<string, number> = { a: 100 }
  rows.forEach(({ tag, total }) => {
    sums[tag] = (sums[tag] || 0) + total
  })
  return sums
}

export async function byFirstLetter(): Promise<[string, number][]> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.countByNameForFirstLetter()
  const counts = items.reduce(
    (map, item) => map.set(item.name.slice(0, 1), (map.get(item.name.slice(0, 1)) ?? 0) + item.total),
    new Map<string, number>(),
  )
  return [...counts]
}

export async function idsPer(category: string): Promise<Record<string, number>> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.sumIdByCategoryAndNameForCategoryNot(category)
  return items.reduce<Record<string, number>>((sums, item) => {
    sums[`${item.category} ${item.name}`] = (sums[`${item.category} ${item.name}`] ?? 0) + item.total
    return sums
  }, {})
}
