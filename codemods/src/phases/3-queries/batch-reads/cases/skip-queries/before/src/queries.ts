import { getClient } from './db.js'

export async function unordered(ids: number[]): Promise<string[]> {
  const db = getClient()
  const tags: string[] = []
  for (const id of ids) {
    const rows = await db.query<{ tag: string }>(
      'SELECT DISTINCT tag FROM tags JOIN items ON items.id = tags.item_id WHERE item_id = ?',
      [id],
    )
    tags.push(...rows.map((row) => row.tag))
  }
  return tags
}

export async function mayFail(ids: string[]): Promise<number> {
  const db = getClient()
  let total = 0
  for (const id of ids) {
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ? ORDER BY name', [id])
    total += rows.length
  }
  return total
}

export async function always(ids: number[]): Promise<number> {
  const db = getClient()
  let total = 0
  for (const id of ids) {
    const rows = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
    total += id * Number(rows[0]!.n)
  }
  return total
}
