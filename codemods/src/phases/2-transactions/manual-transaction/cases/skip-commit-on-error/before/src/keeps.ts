import { getClient } from './db.js'

/** What was written before the error is kept. */
export async function commitsInFinally(id: number, check: () => void): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    check()
    await db.execute('DELETE FROM items WHERE id = ?', [id])
  } finally {
    await db.execute('COMMIT')
  }
}

export async function commitsInCatch(id: number, check: () => void): Promise<boolean> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    check()
    await db.execute('COMMIT')
    return true
  } catch {
    await db.execute('COMMIT')
    return false
  }
}
