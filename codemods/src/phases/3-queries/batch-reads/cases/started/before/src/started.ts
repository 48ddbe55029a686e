import { getClient } from './db.js'

/** Nobody waits for it: the count of those that started comes at once, what they find later. */
export function announce(ids: number[], found: string[]): number {
  const db = getClient()
  let started = 0
  ids.forEach(async (id) => {
    started += 1
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    found.push(`${id}: ${rows.length}`)
  })
  return started
}

export async function keptForLater(ids: number[]): Promise<(string | undefined)[]> {
  const db = getClient()
  const names = ids.map(async (id) => {
    const [row] = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
    return row?.name
  })
  return Promise.all(names)
}

export async function chained(items: { id: number; name: string }[]): Promise<string[]> {
  const db = getClient()
  return await Promise.all(
    items.map((item) =>
      db
        .query<{ price: number | null }>('SELECT price FROM items WHERE id = ?', [item.id])
        .then((rows) => `${item.name} ${rows[0]?.price}`),
    ),
  )
}

export async function settled(ids: number[]): Promise<string[]> {
  const db = getClient()
  const ends = await Promise.allSettled(
    ids.map(async (id) => {
      const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
      if (rows.length === 0) throw new Error('none')
      return rows[0]!.name
    }),
  )
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)))
}
