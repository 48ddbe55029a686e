import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await inject(ItemsRepository).findNameById(id)
  return row?.name
}

export async function count(): Promise<number> {
  return Number(await inject(clientAccessor)().value<bigint>('SELECT count(*) FROM items'))
}
