import { getClient } from './db.js'

export async function earlyReturn(id: number): Promise<string> {
  const db = getClient()
  try {
    await db.execute('BEGIN')
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
    const found = rows[0]
    if (!found) {
      await db.execute('ROLLBACK')
      return 'missing'
    }
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('COMMIT')
    return found.name
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function workAfterCommit(id: number, done: (names: string[]) => void): Promise<number> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id < ? ORDER BY id', [id])
    const removed = await db.execute('DELETE FROM items WHERE id < ?', [id])
    await db.execute('COMMIT')
    done(rows.map((row) => row.name))
    return removed
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function withoutTry(id: number, price: number): Promise<number> {
  const db = getClient()
  await db.execute('BEGIN')
  const changed = await db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await db.execute('COMMIT')
  return changed
}

export async function flagged(id: number, tags: string[]): Promise<void> {
  const db = getClient()
  let committed = false
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    for (const tag of tags) {
      await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
    }
    await db.execute('COMMIT')
    committed = true
  } finally {
    if (!committed) await db.execute('ROLLBACK')
  }
}

export async function swallowed(id: number, tag: string): Promise<boolean> {
  const db = getClient()
  await db.execute('START TRANSACTION')
  try {
    await db.execute('UPDATE items SET category = ? WHERE id = ?', [tag, id])
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
    await db.execute('COMMIT')
    return true
  } catch {
    await db.execute('ROLLBACK')
    return false
  }
}
