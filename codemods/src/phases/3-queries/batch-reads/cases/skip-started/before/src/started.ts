import { getClient } from './db.js'

/** A query that fails would have nobody who handles it where no turn comes to it. */
export function sometimes(ids: number[], done: (tags: number) => void): void {
  const db = getClient()
  ids.forEach(async (id) => {
    if (id < 0) return
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    done(rows.length)
  })
}

/** By the time a turn asks, the others may have changed what there is. */
export function afterSomethingElse(ids: number[], ready: Promise<void>, done: (tags: number) => void): void {
  const db = getClient()
  ids.forEach(async (id) => {
    await ready
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    done(rows.length)
  })
}

/** The first to come back wins. */
export async function race(ids: number[]): Promise<string | undefined> {
  const db = getClient()
  return await Promise.race(
    ids.map(async (id) => {
      const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
      return rows[0]?.name
    }),
  )
}

export async function lost(ids: number[]): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    void db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  }
}
