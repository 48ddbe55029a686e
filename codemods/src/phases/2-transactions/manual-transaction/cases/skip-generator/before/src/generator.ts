import { getClient } from './db.js'

/** The transaction stays open as long as the reader wants. */
export async function* names(): AsyncGenerator<string> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
    for (const row of rows) yield row.name
    await db.execute('DELETE FROM items')
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function labelled(ids: number[]): Promise<void> {
  const db = getClient()
  all: for (const id of ids) {
    await db.execute('BEGIN')
    try {
      for (const other of ids) {
        await db.execute('DELETE FROM tags WHERE item_id = ?', [other])
        if (other === id) break all
      }
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
}
