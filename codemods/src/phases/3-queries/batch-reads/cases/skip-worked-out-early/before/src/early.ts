import { getClient } from './db.js'

interface Item {
  id: number
  owner?: { id: number } | null
}

/** Without an owner the query is not reached; worked out for all of them, it would throw. */
export async function owned(items: Item[]): Promise<number> {
  const db = getClient()
  let total = 0
  for (const item of items) {
    if (!item.owner) continue
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [item.owner!.id])
    total += rows.length
  }
  return total
}

export async function untyped(items: any[]): Promise<number> {
  const db = getClient()
  let total = 0
  for (const item of items) {
    if (item.owner) {
      const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE name = ?', [String(item.owner.name)])
      total += rows.length
    }
  }
  return total
}
