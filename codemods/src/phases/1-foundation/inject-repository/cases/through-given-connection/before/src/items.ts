import { getDb } from './db.js'
import { execute, queryAll, queryOne } from './helpers.js'

interface Item {
  id: number
  name: string
}

export async function saved(id: number, name: string): Promise<boolean> {
  const db = await getDb()
  const known = await queryOne<{ id: number }>(db, 'SELECT id FROM items WHERE id = ?', [id])
  if (known) {
    // Names change.
    await execute(db, 'UPDATE items SET name = ? WHERE id = ?', [name, id])
    return false
  }
  await execute(db, 'INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  return true
}

/** What the rows are is told by what they are for. */
export async function all(): Promise<Item[]> {
  const db = await getDb()
  const items: Item[] = await queryAll(db, 'SELECT id, name FROM items ORDER BY id')
  return items
}

/** A part of it is put together at run time: the connection stays beside the repository. */
export async function found(name: string, order: string): Promise<number> {
  const db = await getDb()
  const same = await queryAll<Item>(db, 'SELECT id, name FROM items WHERE name = ?', [name])
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
