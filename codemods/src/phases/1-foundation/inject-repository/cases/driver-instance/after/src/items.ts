import { inject } from '@duckshift/runtime'
import { instanceAccessor } from './db/database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export async function cheaper(limit: number): Promise<Item[]> {
  const items = inject(ItemsRepository)
  // A comment that stays.
  const rows = await items.listIdAndNameByPriceBelow(limit)
  return rows as unknown as Item[]
}

// Never closed: the session it holds is the code's own.
export async function stream(): Promise<unknown> {
  const connection = await (await inject(instanceAccessor)()).connect()
  return connection.stream('SELECT * FROM items')
}
