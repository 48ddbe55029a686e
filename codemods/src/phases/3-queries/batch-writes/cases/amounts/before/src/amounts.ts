import { getClient } from './db.js'

export interface Raise {
  id: number
  by: number
}

export async function raise(raises: Raise[]): Promise<void> {
  const db = getClient()
  for (const raise of raises) {
    await db.execute('UPDATE items SET price = price + ? WHERE id = ?', [raise.by, raise.id])
  }
}

export async function rename(names: string[], category: string): Promise<number> {
  const db = getClient()
  let changed = 0
  for (let i = 0; i < names.length; i++) {
    const name = names[i]
    const trimmed = name.trim()
    changed += await db.execute("UPDATE items SET price = length(?) WHERE category = ? AND items.name = ?", [trimmed, category, name])
  }
  return changed
}

export async function removeCheap(limits: { category: string; below: number }[]): Promise<number> {
  const db = getClient()
  let removed = 0
  for (const { category, below } of limits) {
    removed += await db.execute('DELETE FROM items WHERE category = ? AND price < ?', [category, below])
  }
  return removed
}

export async function addAll(items: { id: number; name: string; category: string | null }[]): Promise<void> {
  const db = getClient()
  for (const { id, name, category } of items) {
    await db.execute('INSERT INTO items (id, name, price, category) VALUES (?, ?, ? * 2, upper(?))', [id, name, id, category])
  }
}

export async function keepOld(items: { id: number; name: string }[]): Promise<void> {
  const db = getClient()
  for (const item of items) {
    await db.execute('INSERT OR IGNORE INTO items (id, name) VALUES (?, ?)', [item.id, item.name])
  }
}
