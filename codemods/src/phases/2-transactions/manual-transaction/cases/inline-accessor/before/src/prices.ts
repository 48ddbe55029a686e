import { getClient } from './db.js'

export async function raise(category: string, by: number): Promise<void> {
  await getClient().execute('BEGIN')
  try {
    await getClient().execute('UPDATE items SET price = price + ? WHERE category = ?', [by, category])
    await getClient().execute('UPDATE items SET price = 0 WHERE price IS NULL AND category = ?', [category])
    await getClient().execute('COMMIT')
  } catch (e) {
    await getClient().execute('ROLLBACK')
    throw e
  }
}
