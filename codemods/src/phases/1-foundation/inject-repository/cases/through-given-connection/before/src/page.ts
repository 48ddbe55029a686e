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

/** Where the database cannot be opened, that is told. */
export async function idsOrNone(): Promise<{ id: number }[]> {
  const db = await getDb()
  try {
    return await queryAll<{ id: number }>(db, 'SELECT id FROM items ORDER BY id')
  } catch {
    return []
  }
}

/** Both are caught. */
export async function namesOrNone(): Promise<{ name: string }[]> {
  try {
    const db = await getDb()
    return await queryAll<{ name: string }>(db, 'SELECT name FROM items ORDER BY name')
  } catch {
    return []
  }
}
