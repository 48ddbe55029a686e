import { getClient } from './db.js'

export async function addTags(id: number, tags: string[]): Promise<void> {
  const db = getClient()
  await tags.reduce(async (before, tag) => {
    await before
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
  }, Promise.resolve())
}

export async function setPrices(prices: { id: number; price: number }[]): Promise<string> {
  const db = getClient()
  const changed = await prices.reduce(
    async (sum, { id, price }) => (await sum) + (await db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])),
    Promise.resolve(0),
  )
  return `${changed} changed`
}

export function addItems(items: { id: number; name: string }[]): Promise<void> {
  const db = getClient()
  return items.reduce(
    (previous, item) =>
      previous.then(async () => {
        const label = item.name.toUpperCase()
        await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [item.id, label])
      }),
    Promise.resolve(),
  )
}

export function removeAll(ids: number[]): Promise<number> {
  const db = getClient()
  return ids.reduce(
    (sum, id) => sum.then(async (so) => so + (await db.execute('DELETE FROM tags WHERE item_id = ?', [id]))),
    Promise.resolve(0),
  )
}
