import { getClient } from './index.js'

export async function names() {
  const db = getClient()
  try {
    return await db.query<{ name: string }>('SELECT name FROM items')
  } catch (error) {
    throw new Error(`cannot list: ${error instanceof Error ? error.message : error}`)
  }
}
