import { getClient } from './db.js'

export async function drop(id: number): Promise<boolean> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const gone = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (gone === 0) {
      await db.execute('COMMIT') // nothing was written
      return false
    }
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('COMMIT') /* the item and its tags */
    return true
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
