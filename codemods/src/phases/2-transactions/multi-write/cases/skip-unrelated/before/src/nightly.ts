import { getClient } from './db.js'

/** Two chores that have nothing to do with each other. */
export async function nightly(category: string, owner: string): Promise<void> {
  const db = getClient()
  await db.execute('DELETE FROM items WHERE category = ?', [category])
  await db.execute('DELETE FROM sessions WHERE owner = ?', [owner])
}

/** Only one of them runs. */
export async function either(id: number, keep: boolean): Promise<void> {
  const db = getClient()
  if (keep) {
    await db.execute('UPDATE items SET price = 0 WHERE id = ?', [id])
  } else {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
  }
}

export async function orLeave(id: number, keep: boolean): Promise<void> {
  const db = getClient()
  if (keep) {
    await db.execute('UPDATE items SET price = 0 WHERE id = ?', [id])
    return
  }
  await db.execute('DELETE FROM items WHERE id = ?', [id])
}

export async function once(id: number): Promise<unknown[]> {
  const db = getClient()
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  return db.query('SELECT * FROM items WHERE id = ?', [id])
}
