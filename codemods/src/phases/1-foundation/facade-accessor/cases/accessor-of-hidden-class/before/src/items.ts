import { getDb } from './db.js'
export async function names() {
  const db = await getDb()
  const reader = await db.runAndReadAll('SELECT name FROM items ORDER BY id')
  return reader.getRowObjectsJS()
}
export async function rename(id: number, name: string) {
  const db = await getDb()
  await db.run('UPDATE items SET name = $1 WHERE id = $2', [name, id])
}
