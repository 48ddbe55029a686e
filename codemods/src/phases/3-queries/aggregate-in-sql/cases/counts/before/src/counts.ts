import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

export async function howMany(category: string): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items WHERE category = ? ORDER BY name LIMIT 3', [category])
  return items.length
}

export async function isEmpty(): Promise<string> {
  const db = getClient()
  const rows = await db.query<{ tag: string }>('SELECT tag FROM tags')
  // both of them ask the same
  if (rows.length === 0) return 'empty'
  return `${rows.length} tags`
}

export async function onTheSpot(id: number): Promise<boolean> {
  const db = getClient()
  return (await db.query('SELECT * FROM tags WHERE item_id = ?', [id])).length > 0
}

export async function cheap(): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items')
  return items.filter((item) => item.id > 2 && item.price! <= 5).length
}

export async function named(name: string, above: number): Promise<number> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items WHERE id >= ?', [above])
  return items.filter(({ name: own, category }) => own === name || category == null || category !== "it's").length
}

export class Shelf {
  private readonly db = getClient()

  async expensive(): Promise<number> {
    const items = await this.db.query<Item>('SELECT id, price FROM items')
    const count = 1
    return items.filter((item) => !(item.price! > 7) && item.id !== 0).length + count
  }
}
