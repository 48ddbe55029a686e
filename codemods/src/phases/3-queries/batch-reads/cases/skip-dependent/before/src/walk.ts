import { getClient } from './db.js'

export async function follow(start: string, steps: number[]): Promise<string> {
  const db = getClient()
  let current = start
  for (const step of steps) {
    const rows = await db.query<{ category: string | null }>('SELECT category FROM items WHERE name = ?', [current])
    current = rows[0]?.category ?? `${current}${step}`
  }
  return current
}

export async function readsWhatItWrites(ids: number[]): Promise<number> {
  const db = getClient()
  let total = 0
  for (const id of ids) {
    const rows = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM tags WHERE item_id = ?', [id])
    total += Number(rows[0]!.n)
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id + 1, `copy ${total}`])
  }
  return total
}

export async function unknownCall(ids: number[], handle: (id: number) => Promise<void>): Promise<number> {
  const db = getClient()
  let total = 0
  for (const id of ids) {
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    await handle(id)
    total += rows.length
  }
  return total
}

export async function* eachTag(ids: number[]): AsyncGenerator<string> {
  const db = getClient()
  for (const id of ids) {
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    for (const { tag } of rows) yield tag
  }
}
