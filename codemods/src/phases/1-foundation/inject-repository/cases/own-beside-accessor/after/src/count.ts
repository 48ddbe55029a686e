import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function count(): Promise<number> {
  const connection = await inject(connectionAccessor)()
  const items = repositoryOn(ItemsRepository, connection)
  const rows = await items.countAll()
  return Number(rows[0]?.n)
}
