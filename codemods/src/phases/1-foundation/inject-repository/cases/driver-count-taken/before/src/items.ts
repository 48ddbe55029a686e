import { getDb } from './db.js'

export async function rename(id: number, name: string): Promise<boolean> {
  const db = await getDb()
  const { rowsChanged } = await db.run('UPDATE items SET name = ? WHERE id = ?', [name, id])
  if (rowsChanged === 0) return false
  await db.run('INSERT INTO orders (item_id, quantity) VALUES (?, 1)', [id])
  return true
}

export async function forget(id: number) {
  const { rowsChanged: gone } = await (await getDb()).run('DELETE FROM items WHERE id = ?', [id])
  return gone
}

export async function clear() {
  const db = await getDb()
  const { rowsChanged /* all of them */ } = await db.run('DELETE FROM orders')
  return { rowsChanged }
}

export async function outdated() {
  const db = await getDb()
  const { rowsChanged, columnCount } = await db.run('DELETE FROM orders WHERE quantity = 0')
  return rowsChanged + columnCount
}
