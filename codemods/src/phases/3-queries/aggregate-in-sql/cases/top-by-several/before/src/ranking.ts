import { getClient } from './db.js'

export async function ranking(): Promise<string[]> {
  const db = getClient()
  const tags = await db.query<{ item_id: number; tag: string }>('SELECT * FROM tags ORDER BY tag')
  return tags
    .sort((a, b) => b.item_id - a.item_id)
    .slice(0, 3)
    .map((row) => `${row.item_id} ${row.tag}`)
}

export async function lowest(category: string): Promise<number[]> {
  const db = getClient()
  const items = await db.query<{ id: number; size: number }>(
    'SELECT id, length(name)::INTEGER AS size FROM items WHERE category = ? ORDER BY name',
    [category],
  )
  return items.sort((a, b) => a.id - b.id || b.id - a.id).slice(0, 2).map((item) => item.size)
}
