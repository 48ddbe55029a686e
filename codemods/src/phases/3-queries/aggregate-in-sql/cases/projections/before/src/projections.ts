import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

export async function names(category: string): Promise<string[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items WHERE category = ? ORDER BY price, id LIMIT 4', [category])
  return items.map((item) => item.name)
}

export async function priceTags(): Promise<string[]> {
  const db = getClient()
  const rows = await db.query<{ id: number; price: number | null; category: string | null }>(
    'SELECT id, price, category FROM items ORDER BY category NULLS FIRST, id',
  )
  const lines = [`${rows.length} items`]
  for (const { id, price } of rows) lines.push(`${id}: ${price ?? 'none'}`)
  return lines
}

export async function isCheap(below: number): Promise<boolean> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.every((item) => (item.price ?? 0) < below)
}
