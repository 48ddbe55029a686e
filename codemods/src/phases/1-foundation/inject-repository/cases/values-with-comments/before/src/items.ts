import { getClient } from './db.js'

export async function add(id: number, name: string, tags: string[]): Promise<number> {
  const db = getClient()
  const sql = `
    INSERT INTO items (id, name, category)
    VALUES (?, ?, ?)
  `
  const params = [
    id,
    name, // as it was typed
    // The first tag is the category.
    JSON.stringify({
      tag: tags[0],
      at: new Date().toISOString()
    })
  ]
  return db.execute(sql, params)
}

export async function rename(id: number, name: string): Promise<void> {
  const db = getClient()
  const values = [name /* new */, id]
  try {
    await db.execute('UPDATE items SET name = ? WHERE id = ?', values)
  } catch (error) {
    throw new Error(`item ${id}`, { cause: error })
  }
}
