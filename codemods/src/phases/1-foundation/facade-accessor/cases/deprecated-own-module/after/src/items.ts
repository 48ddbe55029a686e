import { inject } from '@duckshift/runtime'
import { itemsNamed } from './db.js'
import { executeQueryAccessor } from './database.js'

export async function count(): Promise<number> {
  const [row] = await inject(executeQueryAccessor)<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  return row?.n ?? 0
}

export async function hasItem(name: string): Promise<boolean> {
  return (await itemsNamed(name)).length > 0
}
