import { getClient } from './db.js'

export async function backwards(ids: number[]): Promise<string[]> {
  const db = getClient()
  const names: string[] = []
  for (let i = ids.length - 1; i >= 0; i--) {
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [ids[i]])
    if (rows.length > 0) names.push(`${i}: ${rows[0]!.name}`)
  }
  return names
}

export async function withBound(items: { id: number }[]): Promise<number[]> {
  const db = getClient()
  const counts: number[] = []
  for (let i = 0, n = items.length; i < n; i += 1) {
    const item = items[i]!
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [item.id])
    counts.push(rows.length)
  }
  return counts
}

export async function upToLast(ids: number[]): Promise<number> {
  const db = getClient()
  let sum = 0
  for (let at = 0; at <= ids.length - 1; ++at) {
    const [row] = await db.query<{ top: number | null }>('SELECT max(price) AS top FROM items WHERE id <> ?', [ids[at]])
    if (row!.top === null) return -1
    sum += row!.top * at
  }
  return sum
}
