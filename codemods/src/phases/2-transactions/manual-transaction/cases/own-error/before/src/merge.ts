import { getClient } from './db.js'

export async function merge(from: number, into: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    // One pass over the tags, so that nothing is lost.
    await db.execute(
      'UPDATE tags SET item_id = ? WHERE item_id = ?',
      [into, from],
    )
    await db.execute('DELETE FROM items WHERE id = ?', [from])
    await db.execute('COMMIT')
  } catch (error) {
    try {
      await db.execute('ROLLBACK')
    } catch {}
    throw new Error(`Failed to merge: ${(error as Error).message}`)
  }
}
