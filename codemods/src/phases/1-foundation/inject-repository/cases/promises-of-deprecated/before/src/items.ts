import { getDb } from './db.js'

export async function named(name: string) {
  const db = await getDb()
  const rows = await db.all('SELECT id, name FROM items WHERE name = ?', name)
  if (rows.length === 0) throw new Error(`No item is called ${name}`)
  return rows[0]!.id
}

export async function rename(id: number, name: string): Promise<void> {
  const db = await getDb()
  await db.run('UPDATE items SET name = ? WHERE id = ?', name, id)
}

export async function oneOf(ids: number[]) {
  const db = await getDb()
  return db.all('SELECT id FROM items WHERE list_contains(?, id)', ids)
}

/** Values that are spread, callbacks and prepared statements stay with the database. */
export async function others(values: string[]): Promise<void> {
  const db = await getDb()
  await db.run('DELETE FROM items WHERE name IN (?, ?)', ...values)
  await db.each('SELECT id FROM items', (error: unknown, row: unknown) => console.log(error, row))
  const statement = await db.prepare('INSERT INTO items (id) VALUES (?)')
  await statement.run(1)
  await statement.finalize()
}
