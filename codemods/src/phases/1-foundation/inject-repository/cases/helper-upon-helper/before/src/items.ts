import { query, queryOne } from './db.js'

export interface Item {
  id: number
  name: string
}

export async function itemById(id: number): Promise<Item | null> {
  return queryOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
}

export async function nameOf(id: number): Promise<string> {
  const item = await queryOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  return item === null ? 'none' : item.name
}

export async function all(): Promise<Item[]> {
  return query<Item>('SELECT id, name FROM items ORDER BY id')
}
