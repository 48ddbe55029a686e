import { getClient } from './db.js'

export async function replaceTags(id: number, tags: string[]): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    for (const tag of tags) {
      await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
    }
    for (const tag of tags) {
      await db.execute("UPDATE items SET created_at = date_trunc('century', now())::TIMESTAMP WHERE id = ? AND category = ?", [id, tag])
    }
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
