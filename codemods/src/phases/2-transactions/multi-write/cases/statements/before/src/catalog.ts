import { getClient } from './db.js'

export interface Item {
  id: number
  name: string
  tags: string[]
}

/** What is read inside is used behind. */
export async function replaceItem(item: Item): Promise<string> {
  const db = getClient()
  await db.execute('DELETE FROM tags WHERE item_id = ?', [item.id])
  // the count tells the caller whether it was there
  const removed = await db.execute('DELETE FROM items WHERE id = ?', [item.id])
  await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [item.id, item.name]) // without a price
  return `${item.name}: ${removed}`
}

export async function remove(id: number): Promise<boolean> {
  const db = getClient()
  if (id < 0) return false
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  const removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
  if (removed === 0) return false
  await db.execute("INSERT INTO tags (item_id, tag) VALUES (?, 'removed')", [id])
  return true
}

export async function removeAll(ids: number[]): Promise<number> {
  const db = getClient()
  let removed = 0
  for (const id of ids) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    removed += await db.execute('DELETE FROM items WHERE id = ?', [id])
  }
  return removed
}

export async function clear(id: number): Promise<string> {
  const db = getClient()
  try {
    await Promise.all([
      db.execute('UPDATE items SET price = NULL WHERE id = ?', [id]),
      db.execute('DELETE FROM tags WHERE item_id = ?', [id]),
    ])
    return `
  cleared ${id}`
  } catch (error) {
    throw new Error('could not clear', { cause: error })
  }
}

async function note(id: number, tag: string): Promise<void> {
  const db = getClient()
  await db.execute('INSERT OR IGNORE INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
}

export class Shelf {
  private readonly db = getClient()

  async rename(id: number, name: string): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    await note(id, `named ${name}`)
  }
}
