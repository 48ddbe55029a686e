import { getClient } from './db.js'

export interface Item {
  id: number
  name: string
}

export async function itemOf(id: number): Promise<Item | undefined> {
  const db = getClient()
  const rows = await db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  return rows[0]
}

export async function allTags(): Promise<string[]> {
  const db = getClient()
  const rows = await db.query<{ tag: string }>('SELECT DISTINCT tag FROM tags ORDER BY tag')
  return rows.map((row) => row.tag)
}

export async function rename(id: number, name: string): Promise<void> {
  const db = getClient()
  await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
}
