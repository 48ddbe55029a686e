import { getClient } from './db.js'

/** Each is made on its own, whatever becomes of the others, and nobody waits for any of them. */
export function inForEach(ids: number[]): void {
  const db = getClient()
  ids.forEach(async (id) => {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
  })
}

export async function keptForLater(ids: number[]): Promise<number> {
  const db = getClient()
  const writes = ids.map((id) => db.execute('DELETE FROM tags WHERE item_id = ?', [id]))
  return (await Promise.all(writes)).length
}

export function started(ids: number[]): void {
  const db = getClient()
  for (const id of ids) {
    void db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}
