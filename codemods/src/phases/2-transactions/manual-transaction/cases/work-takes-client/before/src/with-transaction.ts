import { type Client, getClient } from './db.js'

/** Begins and commits, and rolls back when the work throws. */
export async function withTransaction<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = getClient()
  await client.execute('BEGIN TRANSACTION')
  try {
    const result = await work(client)
    await client.execute('COMMIT')
    return result
  } catch (error) {
    await client.execute('ROLLBACK')
    throw error
  }
}
