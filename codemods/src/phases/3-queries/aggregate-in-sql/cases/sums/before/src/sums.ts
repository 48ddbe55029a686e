import { getClient } from './db.js'

export async function sumOfIds(category: string): Promise<number> {
  const db = getClient()
  const rows = await db.query<{ id: number }>('SELECT id FROM items WHERE category = ? ORDER BY id', [category])
  return rows.reduce((sum, row) => sum + row.id, 0)
}

export async function sumOfItems(above: number): Promise<string> {
  const db = getClient()
  const tags = await db.query<{ item_id: number; tag: string }>('SELECT * FROM tags WHERE item_id > ?', [above])
  const sum = tags.reduce((total, { item_id }) => item_id + total, 0)
  return `sum: ${sum}`
}
