import { atomically, getClient } from './db.js'

export async function refill(names: readonly string[]): Promise<void> {
  await getClient().transaction(async (client) => {
    await client.query('DELETE FROM names')
    await client.load('names', names)
  })
}

export async function stubborn(id: number, name: string): Promise<number> {
  return atomically(async (client, attempt) => {
    await client.query('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    return attempt
  }, 3)
}
