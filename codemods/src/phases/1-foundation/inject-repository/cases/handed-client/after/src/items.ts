import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Whoever gives nothing means the shared one: what the flow is cannot be followed. */
export async function find(id: number, db?: Client): Promise<string | undefined> {
  const rows = await (db ?? inject(clientAccessor)()).query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}

export async function rename(db: Client, id: number, name: string): Promise<void> {
  const items = new ItemsRepository(databaseOn(db))
  // Nobody has this name yet.
  await items.updateNameById(name, id)
  await items.updateCategoryById('renamed', id)
}

export async function dump(db: Client, table: string): Promise<unknown[]> {
  return db.query(`SELECT * FROM ${table}`)
}

export const namesOf = (db: Client, category: string) =>
  new ItemsRepository(databaseOn(db)).listNameByCategory(category)
