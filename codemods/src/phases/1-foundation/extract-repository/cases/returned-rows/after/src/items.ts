import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  readonly id: number
  readonly name: string
}

/** What the rows are is said by the function alone: as a name, and written out. */
export async function items(): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndName()
}

export async function dated(limit: number): Promise<Array<{ id: number; added: string }>> {
  return inject(ItemsRepository).listIdAndAdded(limit)
}

export async function oldest(): Promise<{ id: number; item?: Item } | null> {
  return await inject(ItemsRepository).findIdFirst()
}

/** Nothing says what its rows are. */
export async function count(): Promise<number> {
  const rows = await inject(ItemsRepository).listId()
  return rows.length
}
