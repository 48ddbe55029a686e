import { inject } from '@duckshift/runtime'
import { spreadAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function named(name: string) {
  const rows = await inject(ItemsRepository).listIdByNameLike(`%${name}%`)
  return rows.length
}

export async function ofDay(day: string, low: number) {
  // Both ends count.
  return inject(ItemsRepository).listIdByAddedAndPriceAtLeast(day, low)
}

export async function rename(id: number, name: string) {
  await inject(spreadAccessor)(`UPDATE items SET name = '${name.replaceAll("'", "''")}' WHERE id = ${id}`)
}
