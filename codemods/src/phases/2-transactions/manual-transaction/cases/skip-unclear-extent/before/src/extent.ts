import { getClient } from './db.js'

export async function twice(id: number): Promise<void> {
  const db = getClient()
  try {
    await db.execute('BEGIN')
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('COMMIT')
    await db.execute('BEGIN')
    await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function notAwaited(id: number): Promise<void> {
  const db = getClient()
  void db.execute('BEGIN')
  await db.execute('DELETE FROM items WHERE id = ?', [id])
  await db.execute('COMMIT')
}

export async function inBatches(ids: number[]): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('BEGIN')
    try {
      const changed = await db.execute('DELETE FROM items WHERE id = ?', [id])
      if (changed === 0) {
        await db.execute('ROLLBACK')
        continue
      }
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
}
