import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

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
  const tags = new TagsRepository(client)
  await tags.deleteByItemId(id)
}

export async function remove(id: number): Promise<void> {
  const client = inject(database)
  await client.transaction(async () => {
    await removeTags(client, id)
    const items = inject(ItemsRepository)
    await items.deleteById(id)
  })
}
