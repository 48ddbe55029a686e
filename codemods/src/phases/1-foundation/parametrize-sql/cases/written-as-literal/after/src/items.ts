import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface NewItem {
  readonly id: number
  readonly name: string
  readonly price?: number | null
  readonly category?: string | null
}

export async function add(item: NewItem) {
  const items = inject(ItemsRepository)
  await items.insert(item.id, item.name, item.price ?? null, item.category || null)
}

export async function sample(id: bigint, isCheap: boolean, size: number) {
  const items = inject(ItemsRepository)
  return items.listIdByIdNotAndPriceBelow(id, isCheap, size)
}

export async function near(item: NewItem, label: string | undefined) {
  const items = inject(ItemsRepository)
  return items.listIdByPriceOrCategory(
    item.price !== undefined && item.price !== null ? item.price : null,
    label === undefined ? null : label,
  )
}
