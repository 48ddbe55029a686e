import { type Client, getClient } from './db.js'

async function insertOne(client: Client, id: number, tags: string[]): Promise<void> {
  await client.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, `item ${id}`])
  for (const tag of tags) {
    await client.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
  }
}

/** All or none. */
export async function importItems(items: { id: number; tags: string[] }[]): Promise<number[]> {
  const client = getClient()
  await client.execute('BEGIN TRANSACTION')
  try {
    const ids: number[] = []
    for (const item of items) {
      await insertOne(client, item.id, item.tags)
      ids.push(item.id)
    }
    await client.execute('COMMIT')
    return ids
  } catch (error) {
    await client.execute('ROLLBACK')
    throw error
  }
}
