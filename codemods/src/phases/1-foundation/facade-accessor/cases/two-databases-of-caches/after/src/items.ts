import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { ArchivedRepository } from './repositories/archived-repository.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { SharedItemsRepository } from './repositories/shared-items-repository.js'

export async function names(): Promise<unknown[]> {
  const connection = await inject(connectionAccessor)()
  const items = repositoryOn(ItemsRepository, connection)
  try {
    const rows = await items.listName()
    return rows
  } finally {
    connection.closeSync()
  }
}

export async function archived(): Promise<unknown[]> {
  const archivedRepository = inject(ArchivedRepository)
  const rows = await archivedRepository.listName()
  return rows
}

/** A table of the same name, in the other database. */
export async function archivedItems(): Promise<unknown[]> {
  const sharedItems = inject(SharedItemsRepository)
  const rows = await sharedItems.listId()
  return rows
}

export async function itemIds(): Promise<unknown[]> {
  const items = inject(ItemsRepository)
  const rows = await items.listIdByIdAbove()
  return rows
}
