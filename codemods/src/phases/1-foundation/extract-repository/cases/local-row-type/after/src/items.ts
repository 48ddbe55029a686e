import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface PriceRow {
  id: number
  price: number | null
}

export async function total(): Promise<number> {
  const rows = await inject(ItemsRepository).listIdAndPrice()
  return rows.reduce((sum, row) => sum + (row.price ?? 0), 0)
}
