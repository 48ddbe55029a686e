import { getClient } from './db.js'

export function namesOf(ids: number[]) {
  const db = getClient()
  return Promise.all(ids.map((id) => db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])))
}

export async function labels(items: { id: number; prefix: string }[]): Promise<string[]> {
  const db = getClient()
  const found = await Promise.all(
    items.map(async ({ id, prefix }) => {
      const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag DESC LIMIT 2', [id])
      return rows.map((row) => prefix + row.tag).join('/')
    }),
  )
  return found
}
