import { getClient } from './db.js'

export async function leavesItOpen(id: number): Promise<number> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const changed = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (changed === 0) return 0
    await db.execute('COMMIT')
    return changed
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function takesItBack(id: number): Promise<boolean> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const changed = await db.execute('DELETE FROM items WHERE id < ?', [id])
    if (changed > 10) {
      await db.execute('ROLLBACK')
      return false
    }
    await db.execute('COMMIT')
    return true
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function neverRollsBack(id: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    throw new Error('failed', { cause: error })
  }
}
