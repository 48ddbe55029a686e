import * as db from './db.js'
import query from './db.js'
import { ask, run } from './index.js'

interface Item {
  id: number
  name: string | null
}

export async function named(name: string): Promise<Item[]> {
  return db.default<Item>('SELECT id, name FROM items WHERE name = ?', [name])
}

export async function byId(id: number): Promise<Item | undefined> {
  const [item] = await db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  return item
}

export async function rename(id: number, name: string): Promise<void> {
  await run('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export async function all(): Promise<Item[]> {
  return ask<Item>('SELECT id, name FROM items ORDER BY id')
}

export async function cheapest(): Promise<Item[]> {
  return query<Item>('SELECT id, name FROM items ORDER BY price LIMIT 1')
}
