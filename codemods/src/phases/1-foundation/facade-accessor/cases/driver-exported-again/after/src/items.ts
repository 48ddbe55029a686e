import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { archiveAccessor } from './database.js'
import { connectionAccessor } from './db/database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { type Connection } from './db/index.js'

export async function names(connection: Connection): Promise<unknown[]> {
  const items = repositoryOn(ItemsRepository, connection, { rows: 'json' })
  const rows = await items.listName()
  return rows
}

export async function allNames(): Promise<unknown[]> {
  const [own, old] = [await inject(connectionAccessor)(), await inject(archiveAccessor)()]
  try {
    return [...(await names(own)), ...(await names(old))]
  } finally {
    old.closeSync()
  }
}
