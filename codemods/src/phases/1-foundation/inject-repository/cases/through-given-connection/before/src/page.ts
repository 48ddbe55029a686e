import { getDb } from './db.js'
import { queryAll } from './helpers.js'

interface Item {
  id: string
}

/** Another type of the same name. */
export async function ids(): Promise<string[]> {
  const db = await getDb()
  const items = await queryAll<Item>(db, 'SELECT id::VARCHAR AS id FROM items')
  return items.map((item) => item.id)
}
