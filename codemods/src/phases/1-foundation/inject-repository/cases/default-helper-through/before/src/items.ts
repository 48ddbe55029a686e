import query, { run } from './db.js'

interface Item {
  id: number
  name: string | null
}

export async function named(name: string): Promise<Item[]> {
  return query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
}

export async function rename(id: number, name: string): Promise<void> {
  await run('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export async function sorted(column: string): Promise<Item[]> {
  return query<Item>(`SELECT id, name FROM items ORDER BY ${column}`)
}
