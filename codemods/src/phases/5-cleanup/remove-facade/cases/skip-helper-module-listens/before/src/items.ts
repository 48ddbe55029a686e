import { execute, pageSize, query } from './db.js'

export async function createItems(): Promise<void> {
  await execute('CREATE TABLE IF NOT EXISTS items (id INTEGER, name VARCHAR)')
}

export async function addItem(id: number, name: string): Promise<void> {
  await execute('INSERT INTO items VALUES (?, ?)', [id, name])
}

export async function findItem(id: number) {
  const rows = await query('SELECT id, name FROM items WHERE id = ?', [id])
  return rows[0]
}

export async function listItems() {
  console.log(pageSize)
  return query('SELECT id, name FROM items ORDER BY id')
}
