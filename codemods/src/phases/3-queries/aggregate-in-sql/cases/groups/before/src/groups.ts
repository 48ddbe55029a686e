import { getClient } from './db.js'

interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

/** The keys stay in the order in which they were met first. */
export async function perCategory(): Promise<Map<string | null, number>> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items ORDER BY price DESC, id')
  const counts = new Map<string | null, number>()
  for (const item of items) counts.set(item.category, (counts.get(item.category) ?? 0) + 1)
  return counts
}

export async function sumsPerTag(above: number): Promise<Record<string, number>> {
  const db = getClient()
  const rows = await db.query<{ item_id: number; tag: string }>('SELECT * FROM tags WHERE item_id > ?', [above])
  const sums: Record<string, number> = { a: 100 }
  rows.forEach(({ tag, item_id }) => {
    sums[tag] = (sums[tag] || 0) + item_id
  })
  return sums
}

export async function byFirstLetter(): Promise<[string, number][]> {
  const db = getClient()
  const items = await db.query<Item>('SELECT id, name, category FROM items ORDER BY name')
  const counts = items.reduce(
    (map, item) => map.set(item.name.slice(0, 1), (map.get(item.name.slice(0, 1)) ?? 0) + 1),
    new Map<string, number>(),
  )
  return [...counts]
}

export async function idsPer(category: string): Promise<Record<string, number>> {
  const db = getClient()
  const items = await db.query<Item>('SELECT * FROM items WHERE category <> ?', [category])
  return items.reduce<Record<string, number>>((sums, item) => {
    sums[`${item.category} ${item.name}`] = (sums[`${item.category} ${item.name}`] ?? 0) + item.id
    return sums
  }, {})
}
