import { getClient } from './db.js'

export async function find(category: string, name: string, price: number) {
  const db = getClient()
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE name = '${name}' AND category = $1 AND price > ${price} AND name <> $1`,
    [category],
  )
}
