import { inject } from '@duckshift/runtime'
import { getDb } from './db.js'
import { execute, queryAll } from './helpers.js'
import { dbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export async function saved(id: number, name: string): Promise<boolean> {
  const itemsRepository = inject(ItemsRepository)
  const known = await itemsRepository.findIdById(id)
  if (known) {
    // Names change.
    await itemsRepository.updateNameById(name, id)
    return false
  }
  await itemsRepository.insert(id, name)
  return true
}

/** What the rows are is told by what they are for. */
export async function all(): Promise<Item[]> {
  const itemsRepository = inject(ItemsRepository)
  const items: Item[] = await itemsRepository.listIdAndName()
  return items
}

/** A part of it is put together at run time: the connection stays beside the repository. */
export async function found(name: string, order: string): Promise<number> {
  const db = await inject(dbAccessor)()
  const same = await inject(ItemsRepository).listIdAndNameByName(name)
  const others = await queryAll<Item>(db, `SELECT id, name FROM items ORDER BY ${order}`)
  return others.length - same.length
}

/** A transaction by hand keeps its connection. */
export async function moved(from: number, to: number): Promise<void> {
  const db = await getDb()
  await execute(db, 'BEGIN')
  await execute(db, 'UPDATE items SET price = price - 1 WHERE id = ?', [from])
  await execute(db, 'UPDATE items SET price = price + 1 WHERE id = ?', [to])
  await execute(db, 'COMMIT')
}
