import { getClient } from './db.js'

export async function addTags(id: number, tags: string[]): Promise<void> {
  const db = getClient()
  for (const tag of tags) {
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
  }
}

export async function setPrices(prices: { id: number; price: number }[]): Promise<number> {
  const db = getClient()
  let changed = 0
  for (const { id, price } of prices) {
    changed += await db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
  }
  return changed
}

export async function removeAll(ids: number[]): Promise<number> {
  const db = getClient()
  let removed = 0
  for (const id of ids) {
    removed += await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
  return removed
}

export async function replaceItems(names: Map<number, string>): Promise<void> {
  const db = getClient()
  for (const [id, name] of names) {
    await db.execute('INSERT OR REPLACE INTO items (id, name) VALUES (?, ?)', [id, name])
  }
}
