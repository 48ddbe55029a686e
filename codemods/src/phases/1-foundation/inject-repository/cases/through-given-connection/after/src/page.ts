import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { queryAll } from './helpers.js'

export interface Item {
  id: string
}

/** Another type of the same name. */
export async function ids(): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const items = await itemsRepository.listId()
  return items.map((item) => item.id)
}

/** Where the database cannot be opened, that is told. */
export async function idsOrNone(): Promise<{ id: number }[]> {
  const db = await inject(dbAccessor)()
  try {
    return await queryAll<{ id: number }>(db, 'SELECT id FROM items ORDER BY id')
  } catch {
    return []
  }
}

/** Both are caught. */
export async function namesOrNone(): Promise<{ name: string }[]> {
  try {
    const itemsRepository = inject(ItemsRepository)
    return await itemsRepository.listName()
  } catch {
    return []
  }
}
