import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<unknown[]> {
  const connection = await inject(connectionAccessor)()
  const items = repositoryOn(ItemsRepository, connection, { rows: 'json' })
  const rows = await items.listName()
  return rows
}
