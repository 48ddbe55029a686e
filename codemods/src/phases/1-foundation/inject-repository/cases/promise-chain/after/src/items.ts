import { inject } from '@duckshift/runtime'
import { runAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  readonly id: number
  readonly name: string
}

export async function names(limit: number): Promise<string[]> {
  return inject(ItemsRepository).listIdAndName(limit).then((rows) => rows.map((row) => row.name))
}

export async function count(): Promise<number> {
  const rows = await inject(ItemsRepository).listIdAndNameForCount()
    .then((found) => found.filter((item) => item.id > 0))
    .catch(() => [])
  return rows.length
}

export const some = (isAll: boolean) =>
  isAll ? inject(ItemsRepository).listIdAndNameForCount() : inject(ItemsRepository).listIdAndNameByIdAbove(0)

/** Whoever calls it goes on at once. */
export function forget(id: number): void {
  inject(runAccessor)('DELETE FROM items WHERE id = ?', [id]).catch(console.error)
}
