import { inject } from '@duckshift/runtime'
import { scalarAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(from: number): Promise<string[]> {
  const rows = await inject(ItemsRepository).listNameByIdAtLeast(from)
  return rows.map((row) => row.name)
}

export const count = () => inject(scalarAccessor)<bigint>('SELECT count(*) FROM items')
