import { type Client, getClient } from './db.js'

/** SQL that is put together of texts that are known. */
export async function set(id: number, column: 'name' | 'category', value: string): Promise<number> {
  const db = getClient()
  const changed = await db.execute(`UPDATE items SET ${column} = ? WHERE id = ?`, [value, id])
  await db.execute(`DELETE FROM tags WHERE item_id = ? ${column === 'name' ? '' : 'AND tag = tag'}`, [id])
  return changed
}

/** SQL whose text is only known at run time stays with the database. */
export async function setAny(id: number, column: string, value: string): Promise<number> {
  const db = getClient()
  const changed = await db.execute(`UPDATE items SET ${column} = ? WHERE id = ?`, [value, id])
  await db.execute(`DELETE FROM tags WHERE item_id = ? ${column}`, [id])
  return changed
}

async function removeTags(client: Client, id: number): Promise<void> {
  await client.execute('DELETE FROM tags WHERE item_id = ?', [id])
}

export async function remove(id: number): Promise<void> {
  const client = getClient()
  await removeTags(client, id)
  await client.execute('DELETE FROM items WHERE id = ?', [id])
}
