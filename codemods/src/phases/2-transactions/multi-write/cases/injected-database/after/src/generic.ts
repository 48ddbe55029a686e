import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** SQL that is put together of texts that are known. */
export async function set(id: number, column: 'name' | 'category', value: string): Promise<number> {
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  const changed = await inject(database).transaction(async () => {
    const changed = await items.set(column, value, id)
    await tags.set(column, id)
    return changed
  })
  return changed
}

/** SQL whose text is only known at run time stays with the database. */
export async function setAny(id: number, column: string, value: string): Promise<number> {
  const db = inject(database)
  const changed = await db.transaction(async () => {
    const changed = (await db.execute(`UPDATE items SET ${column} = ? WHERE id = ?`, [value, id])).rowsChanged
    await db.execute(`DELETE FROM tags WHERE item_id = ? ${column}`, [id])
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
