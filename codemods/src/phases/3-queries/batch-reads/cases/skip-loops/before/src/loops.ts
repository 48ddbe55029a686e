import { getClient } from './db.js'

export async function atLeastOnce(ids: number[]): Promise<number> {
  const db = getClient()
  let total = 0
  do {
    const id = ids.pop()!
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    total += rows.length
  } while (ids.length > 0)
  return total
}

export function fireAndForget(ids: number[], done: (tags: number) => void): void {
  const db = getClient()
  ids.forEach(async (id) => {
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    done(rows.length)
  })
}

export async function once(ids: Iterable<number>): Promise<number> {
  const db = getClient()
  let total = 0
  for (const id of ids) {
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    total += rows.length
  }
  return total
}

export async function growing(ids: number[]): Promise<number> {
  const db = getClient()
  for (const id of ids) {
    const rows = await db.query<{ id: number }>('SELECT id FROM items WHERE id = ?', [id])
    if (rows.length === 0 && ids.length < 10) ids.push(id + 1)
  }
  return ids.length
}
