import { getClient } from './db.js'
import { escapeSql, trimmed } from './text.js'

export async function find(name: string): Promise<{ id: number }[]> {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${escapeSql(name)}'`)
}

export const title = (name: string) => trimmed(name)
