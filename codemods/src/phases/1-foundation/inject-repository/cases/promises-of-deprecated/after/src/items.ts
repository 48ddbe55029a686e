import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function named(name: string) {
  const items = inject(ItemsRepository)
  const rows = await items.listIdAndNameByName(name)
  if (rows.length === 0) throw new Error(`No item is called ${name}`)
  return rows[0]!.id
}

export async function rename(id: number, name: string): Promise<void> {
  const items = inject(ItemsRepository)
  await items.updateNameById(name, id)
}

export async function oneOf(ids: number[]) {
  const items = inject(ItemsRepository)
  return items.listId(ids)
}

/** Values that are spread, callbacks and prepared statements stay with the database. */
export async function others(values: string[]): Promise<void> {
  const db = await inject(dbAccessor)()
  await db.run('DELETE FROM items WHERE name IN (?, ?)', ...values)
  await db.each('SELECT id FROM items', (error: unknown, row: unknown) => console.log(error, row))
  const statement = await db.prepare('INSERT INTO items (id) VALUES (?)')
  await statement.run(1)
  await statement.finalize()
}
