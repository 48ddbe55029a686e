import { rememberingDb, sharedDb } from './db.js'

interface Item {
  id: number
  name: string
}

export async function twice(): Promise<boolean> {
  const db = rememberingDb()
  const first = await db.query<Item>('SELECT id, name FROM items')
  const second = await db.query<Item>('SELECT id, name FROM items')
  return first === second
}

export async function names(): Promise<string[]> {
  const rows = await sharedDb().query<Item>('SELECT id, name FROM items ORDER BY name')
  return rows.map(({ name }) => name)
}
