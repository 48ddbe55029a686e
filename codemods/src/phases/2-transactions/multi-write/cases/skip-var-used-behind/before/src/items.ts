import { getClient } from './db.js'

export async function rename(id: number, names: readonly string[]): Promise<number> {
  const db = getClient()
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  for (const name of names) {
    var changed = await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
  return changed!
}
