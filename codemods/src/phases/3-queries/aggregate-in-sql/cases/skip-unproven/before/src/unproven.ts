import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
}

/** DOUBLE is rounded in the order of the additions. */
export async function total(): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.reduce((sum, item) => sum + (item.price ?? 0), 0)
}

/** Text is compared by UTF-16 units here, by bytes there. */
export async function before(name: string): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.filter((item) => item.name < name).length
}

export async function matching(pattern: RegExp): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.filter((item) => pattern.test(item.name)).length
}

/** NULL would count as 0 among the prices. */
export async function dearest(): Promise<Item[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.sort((a, b) => b.price! - a.price!).slice(0, 2)
}

/** The limit is asked for after the rows were fetched. */
export async function later(limit: () => number): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  const least = limit()
  return items.filter((item) => item.id > least).length
}

/** Nothing is less than NaN. */
export async function below(least: number): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.filter((item) => item.id < least).length
}

export async function startsAtOne(): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.reduce((sum, item) => sum + item.id, 1)
}
