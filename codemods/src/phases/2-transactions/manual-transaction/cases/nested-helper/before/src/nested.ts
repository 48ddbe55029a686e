import { getClient } from './db.js'

let isOpen = false

/** Joins the transaction that is open already. */
async function together<T>(work: () => Promise<T>): Promise<T> {
  if (isOpen) return work()
  const db = getClient()
  await db.execute('BEGIN')
  isOpen = true
  try {
    const result = await work()
    await db.execute('COMMIT')
    return result
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  } finally {
    isOpen = false
  }
}

export async function addTag(id: number, tag: string): Promise<void> {
  await together(async () => {
    const db = getClient()
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
    await db.execute('UPDATE items SET category = ? WHERE id = ?', [tag, id])
  })
}

/** All of the tags or none. */
export async function addItem(id: number, name: string, tags: string[]): Promise<number> {
  return together(async () => {
    const db = getClient()
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    for (const tag of tags) await addTag(id, tag)
    return tags.length
  })
}
