import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
  created_at: Date
}

/** DOUBLE is rounded in the order of the additions. */
export async function pricesPerCategory(): Promise<Map<string | null, number>> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  const sums = new Map<string | null, number>()
  for (const item of items) sums.set(item.category, (sums.get(item.category) ?? 0) + item.price!)
  return sums
}

/** Two dates are two keys, even when they are the same moment. */
export async function perMoment(): Promise<Map<Date, number>> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  const counts = new Map<Date, number>()
  for (const item of items) counts.set(item.created_at, (counts.get(item.created_at) ?? 0) + 1)
  return counts
}

/** A name becomes one only with what a function says. */
export async function perKind(kindOf: (name: string) => string): Promise<Map<string, number>> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  const counts = new Map<string, number>()
  for (const item of items) counts.set(kindOf(item.name), (counts.get(kindOf(item.name)) ?? 0) + 1)
  return counts
}

/** Only the first ten count. */
export async function ofTheFirst(): Promise<Map<string, number>> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items ORDER BY price LIMIT 10')
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item.name, (counts.get(item.name) ?? 0) + 1)
  return counts
}
