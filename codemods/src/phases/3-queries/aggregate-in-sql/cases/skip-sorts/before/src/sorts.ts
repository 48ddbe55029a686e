import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
}

/** Text is sorted by the rules of a language here, by bytes there. */
export async function firstNames(): Promise<Item[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.sort((a, b) => a.name.localeCompare(b.name)).slice(0, 3)
}

/** A limit below zero leaves out the last ones. */
export async function lowest(limit: number): Promise<Item[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.sort((a, b) => a.id - b.id).slice(0, limit)
}

export async function second(): Promise<Item[]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.sort((a, b) => b.id - a.id).slice(1, 2)
}

/** The same name comes once, whatever else is in the row. */
export async function ofDistinct(): Promise<{ id: number }[]> {
  const db = getClient()
  const items = await db.query<{ id: number }>('SELECT DISTINCT id FROM items')
  return items.sort((a, b) => b.id - a.id).slice(0, 2)
}
