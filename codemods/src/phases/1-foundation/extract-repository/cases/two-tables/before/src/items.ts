import { getClient } from './db.js'

export async function remove(id: number): Promise<void> {
  const db = getClient()
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await db.execute('DELETE FROM items WHERE id = ?', [id])
}
