import { inject } from '@duckshift/runtime'
import { getDb } from './db.js'
import { dbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export async function list(): Promise<Item[]> {
  const items = inject(ItemsRepository)
  return items.listIdAndName()
}

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await inject(ItemsRepository).findIdAndNameById(id)
  return row?.name
}

export async function rename(id: number, name: string): Promise<void> {
  const items = inject(ItemsRepository)
  await items.updateNameById(name, id)
}

/** Both statements are on the object's one connection: that stays so. */
export async function swap(one: number, other: number): Promise<void> {
  const db = await getDb()
  await db.execute('BEGIN')
  try {
    await db.execute('UPDATE items SET name = ? WHERE id = ?', ['', one])
    await db.execute('UPDATE items SET name = ? WHERE id = ?', ['', other])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function stop(): Promise<void> {
  const db = await inject(dbAccessor)()
  db.close()
}
