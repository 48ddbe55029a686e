import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

export async function names(category: string): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.listNameByCategory(category)
  return items.map((item) => item.name)
}

export async function priceTags(): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const rows = await itemsRepository.listIdAndPrice()
  const lines = [`${rows.length} items`]
  for (const { id, price } of rows) lines.push(`${id}: ${price ?? 'none'}`)
  return lines
}

export async function isCheap(below: number): Promise<boolean> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.listPrice()
  return items.every((item) => (item.price ?? 0) < below)
}
