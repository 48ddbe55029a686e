import { getClient } from './db.js'

export interface Item {
  id: number
  name: string
}

export async function inForOf(items: Item[]): Promise<string[]> {
  const db = getClient()
  const lines: string[] = []
  for (const item of items) {
    // one query per item
    const tags = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [item.id])
    lines.push(`${item.name}: ${tags.map((row) => row.tag).join(', ')}`)
  }
  return lines
}

export async function withIndex(ids: number[]): Promise<(number | undefined)[]> {
  const db = getClient()
  const prices: (number | undefined)[] = []
  for (let i = 0; i < ids.length; i++) {
    const rows = await db.query<{ price: number }>('SELECT price FROM items WHERE id = ?', [ids[i]])
    prices.push(rows[0]?.price)
  }
  return prices
}

export async function firstExpensive(ids: number[], limit: number): Promise<string | null> {
  const db = getClient()
  for (const id of ids) {
    if (id < 0) continue
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ? AND price > ?', [id, limit])
    if (rows.length > 0) return rows[0]!.name
  }
  return null
}

export async function ofKeys(categories: Map<string, number>): Promise<Record<string, number>> {
  const db = getClient()
  const counts: Record<string, number> = {}
  for (const category of [...categories.keys()]) {
    const key = category.trim()
    const rows = await db.query<{ n: bigint; top: number | null }>(
      'SELECT count(*) AS n, max(price) AS top FROM items WHERE category = ?',
      [key],
    )
    counts[category] = Number(rows[0]!.n) + (rows[0]!.top ?? 0)
  }
  return counts
}
