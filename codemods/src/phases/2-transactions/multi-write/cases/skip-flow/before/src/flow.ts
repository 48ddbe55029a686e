import { getClient } from './db.js'

export async function goesOnAfterError(id: number): Promise<void> {
  const db = getClient()
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  try {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, 'new'])
  } catch {
    await db.execute('UPDATE items SET name = ? WHERE id = ?', ['again', id])
  }
}

export async function leavesTheLoop(ids: number[]): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    const removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (removed === 0) break
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}

export async function nobodyWaits(id: number): Promise<void> {
  const db = getClient()
  void db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await db.execute('DELETE FROM items WHERE id = ?', [id])
}

export async function goesOnOrReturns(ids: number[]): Promise<number> {
  const db = getClient()
  for (const id of ids) {
    const removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (removed === 0) return id
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
  return -1
}

export async function changesLater(id: number): Promise<number> {
  const db = getClient()
  let removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
  removed += await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  removed += 1
  return removed
}
