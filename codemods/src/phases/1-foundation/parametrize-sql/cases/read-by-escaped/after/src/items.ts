import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  readonly id: number
  readonly name: string
}

export async function named(name: string): Promise<Item | undefined> {
  const [found] = await inject(ItemsRepository).listIdAndNameByName(name)
  return found
}

export async function alike(name: string): Promise<Item[]> {
  const item = await named(name)
  return item ? ofName(item.name) : []
}

/** Its callers read the name from the database, by SQL in which they escaped another. */
async function ofName(name: string): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndNameByNameLike(name)
}
