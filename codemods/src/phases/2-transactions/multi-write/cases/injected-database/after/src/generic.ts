import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

/** SQL that is put together at run time stays with the database. */
export async function set(id: number, column: 'name' | 'category', value: string): Promise<number> {
  const db = inject(database)
  const changed = await db.transaction(async () => {
    const changed = (await db.execute(`UPDATE items SET ${column} = ? WHERE id = ?`, [value, id])).rowsChanged
    await db.execute(`DELETE FROM tags WHERE item_id = ? ${column === 'name' ? '' : 'AND tag = tag'}`, [id])
    return changed
  })
  return changed
}

async function removeTags(client: Database, id: number): Promise<void> {
  await client.execute('DELETE FROM tags WHERE item_id = ?', [id])
}

export async function remove(id: number): Promise<void> {
  const client = inject(database)
  await client.transaction(async () => {
    await removeTags(client, id)
    await client.execute('DELETE FROM items WHERE id = ?', [id])
  })
}
