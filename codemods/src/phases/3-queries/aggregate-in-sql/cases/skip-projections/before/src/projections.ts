import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

/** All of it is needed already. */
export async function names(): Promise<string[]> {
  const db = getClient()
  const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

/** The row itself goes on. */
export async function listed(show: (item: Item) => string): Promise<string[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items ORDER BY id')
  return items.map((item) => (item.price === null ? item.name : show(item)))
}

export async function byName(): Promise<Item[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items ORDER BY id')
  return items.map((item) => ({ ...item, name: item.name.trim() }))
}

/** A name twice is one only as long as nothing else is asked for. */
export async function distinct(): Promise<number[]> {
  const db = getClient()
  const rows = await db.query<{ id: number; name: string }>('SELECT DISTINCT id, name FROM items')
  return rows.map((row) => row.id)
}

/** The order follows a column that would be gone. */
export async function byAge(): Promise<string[]> {
  const db = getClient()
  const rows = await db.query<{ name: string; worth: number }>(
    'SELECT name, coalesce(price, 0) * 2 AS worth FROM items ORDER BY worth, id',
  )
  return rows.map((row) => row.name)
}
