import { getClient } from './db.js'

export async function byName(name: any) {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name}'`)
}

export async function like(part: any) {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name LIKE '%${part}%'`)
}
