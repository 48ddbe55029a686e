import { inject } from '@duckshift/runtime'
import { itemsNamed } from './db.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function count(): Promise<number> {
  const [row] = await inject(ItemsRepository).countAll()
  return row?.n ?? 0
}

export async function hasItem(name: string): Promise<boolean> {
  return (await itemsNamed(name)).length > 0
}
