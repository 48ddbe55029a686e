import { getClient } from './db.js'

/** No value can make these be refused, so that it does not matter whether one lets the others go on. */
export async function removeAll(ids: number[]): Promise<void> {
  const db = getClient()
  await Promise.all(ids.map((id) => db.execute('DELETE FROM tags WHERE item_id = ?', [id])))
}

export async function setCategories(items: { id: number; category: string | null }[]): Promise<number> {
  const db = getClient()
  await Promise.all(
    items.map(async ({ id, category }) => {
      await db.execute('UPDATE items SET category = ?, price = 0 WHERE id = ?', [category, id])
    }),
  )
  return items.length
}

export async function clear(words: string[]): Promise<void> {
  const db = getClient()
  await Promise.all(
    words.map(async (word) => {
      const category = word.trim()
      return db.execute('UPDATE items SET category = NULL WHERE items.name = ?', [category])
    }),
  )
}
