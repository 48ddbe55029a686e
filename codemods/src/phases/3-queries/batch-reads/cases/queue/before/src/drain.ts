import { getClient } from './db.js'

/** From the first to the last; what the caller keeps is empty behind it. */
export async function shift(ids: number[]): Promise<string[]> {
  const db = getClient()
  const lines: string[] = []
  while (ids.length > 0) {
    const id = ids.shift()!
    const tags = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    lines.push(`${id}: ${tags.map((row) => row.tag).join(', ')} (${ids.length} left)`)
  }
  return lines
}

export async function pop(items: { id: number; name: string }[]): Promise<[(string | undefined)[], number]> {
  const db = getClient()
  const queue = items.filter((item) => item.id !== 3)
  const found: (string | undefined)[] = []
  while (queue.length) {
    const { id, name } = queue.pop()!
    if (name === '') break
    const rows = await db.query<{ category: string }>('SELECT category FROM items WHERE id = ?', [id])
    found.push(rows[0]?.category)
  }
  return [found, queue.length]
}

/** Ends at the first 0. */
export async function untilZero(ids: number[]): Promise<number> {
  const db = getClient()
  const queue = [...ids]
  let total = 0
  let next: number | undefined
  while ((next = queue.shift())) {
    const [row] = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM tags WHERE item_id >= ?', [next])
    total += Number(row!.n)
  }
  return total
}
