import { getClient } from './db.js'

export async function move(from: number, to: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN TRANSACTION')
  try {
    await db.execute('UPDATE tags SET item_id = ? WHERE item_id = ?', [to, from])
    await db.execute('DELETE FROM items WHERE id = ?', [from])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
