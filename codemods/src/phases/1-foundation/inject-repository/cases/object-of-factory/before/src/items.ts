import { getDb } from './db.js'

export interface Item {
  id: number
  name: string
}

export async function list(): Promise<Item[]> {
  const db = await getDb()
  return db.query<Item>('SELECT id, name FROM items ORDER BY id')
}

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await (await getDb()).query<Item>(`SELECT id, name FROM items WHERE id = ${id}`)
  return row?.name
}

export async function rename(id: number, name: string): Promise<void> {
  const db = await getDb()
  await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
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
  const db = await getDb()
  db.close()
}
