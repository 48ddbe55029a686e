import { getClient } from './db.js'

export const context: { db?: unknown } = {}

export async function find(name: string) {
  const db = getClient()
  context.db = db
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name}'`)
}
