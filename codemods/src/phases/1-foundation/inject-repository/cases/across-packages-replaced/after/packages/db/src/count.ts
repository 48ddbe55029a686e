import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function countItems(): Promise<number> {
  const rows = await inject(ItemsRepository).countAll()
  return rows[0]?.n ?? 0
}
