import { getClient } from './db.js'
import { schema } from './schema.js'

export async function find(input: unknown) {
  const checked = schema.safeParse(input)
  if (!checked.success) return []
  return byCategory(checked.data.category)
}

async function byCategory(category: string) {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE category = '${category}'`)
}
