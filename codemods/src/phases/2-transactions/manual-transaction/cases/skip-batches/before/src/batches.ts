import { getClient } from './db.js'

/** What was committed in earlier batches stays when a later one fails. */
export async function importAll(ids: number[]): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  let written = 0
  for (const id of ids) {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, 'new'])
    written += 1
    if (written % 100 === 0) {
      await db.execute('COMMIT')
      await db.execute('BEGIN')
    }
  }
  await db.execute('COMMIT')
}

/** Committed half-way: what fails behind it takes nothing back. */
export async function commitsEarly(id: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    if (id > 3) await db.execute('COMMIT')
    await db.execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
