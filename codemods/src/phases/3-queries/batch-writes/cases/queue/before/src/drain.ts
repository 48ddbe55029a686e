import { getClient } from './db.js'

export async function addTags(id: number, tags: string[]): Promise<number> {
  const db = getClient()
  const queue = [...tags]
  while (queue.length > 0) {
    const tag = queue.shift()!
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
  }
  return queue.length
}

export async function lastFirst(prices: { id: number; price: number }[]): Promise<number> {
  const db = getClient()
  const queue = prices.slice()
  let changed = 0
  while (queue.length) {
    const { id, price } = queue.pop()!
    changed += await db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
  }
  return changed
}

export async function removeAll(ids: number[]): Promise<void> {
  const db = getClient()
  const queue = ids.filter((id) => id >= 0)
  while (queue.length !== 0) {
    const id = queue.shift()
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}

export async function backwards(tags: string[], id: number): Promise<void> {
  const db = getClient()
  for (let i = tags.length - 1; i >= 0; i--) {
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tags[i]])
  }
}
