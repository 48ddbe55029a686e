import { getClient } from './db.js'
import { escapeSql } from './escape.js'

export async function byName(name: string, category: string) {
  const db = getClient()
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE name = '${escapeSql(name)}' AND category = '${category.replace(/'/g, "''")}'`,
  )
}
