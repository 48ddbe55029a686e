import { type Client, getClient } from './db.js'

export const context: { db?: Client } = {}

export async function remove(db: Client, id: number): Promise<void> {
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await db.execute('DELETE FROM items WHERE id = ?', [id])
}

export async function start(): Promise<void> {
  context.db = getClient()
  await remove(context.db, 0)
}
