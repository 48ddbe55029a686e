import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

async function insertOne(client: Database, id: number, tags: string[]): Promise<void> {
  await client.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, `item ${id}`])
  for (const tag of tags) {
    await client.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
  }
}

/** All or none. */
export async function importItems(items: { id: number; tags: string[] }[]): Promise<number[]> {
  const client = inject(database)
  return client.transaction(async () => {
    const ids: number[] = []
    for (const item of items) {
      await insertOne(client, item.id, item.tags)
      ids.push(item.id)
    }
    return ids
  })
}
