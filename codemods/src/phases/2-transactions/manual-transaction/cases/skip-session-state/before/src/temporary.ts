import { getClient } from './db.js'

export async function rebuild(): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('CREATE TEMP TABLE names AS SELECT name FROM items')
    await db.execute('DELETE FROM tags')
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
