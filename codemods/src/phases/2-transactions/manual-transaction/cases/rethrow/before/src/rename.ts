import { getClient } from './db.js'

/** Both or neither. */
export async function rename(id: number, name: string, tag: string): Promise<number> {
  const db = getClient()
  await db.execute('BEGIN TRANSACTION')
  try {
    const rows = await db.query<{ price: number | null }>('SELECT price FROM items WHERE id = ?', [id])
    if (rows.length === 0) throw new Error('no such item')
    await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id]) // the page shows it
    const changed = await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
    await db.execute('COMMIT')
    return changed
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
