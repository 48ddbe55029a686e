import { getClient } from './db.js'

export interface NewItem {
  readonly id: number
  readonly name: string
  readonly price?: number | null
  readonly category?: string | null
}

export async function add(item: NewItem) {
  const db = getClient()
  await db.query(`INSERT INTO items (id, name, price, category) VALUES (
    ${item.id.toString()},
    '${item.name.replace(/'/g, "''")}',
    ${item.price ?? 'NULL'},
    ${item.category ? `'${item.category.replace(/'/g, "''")}'` : 'NULL'}
  )`)
}

export async function sample(id: bigint, isCheap: boolean, size: number) {
  const db = getClient()
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE id <> ${id} AND (price < 10) = ${isCheap ? 'TRUE' : 'FALSE'} LIMIT ${String(size)}`,
  )
}

export async function near(item: NewItem, label: string | undefined) {
  const db = getClient()
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE price = ${item.price !== undefined && item.price !== null ? item.price : 'NULL'} OR category = ${label === undefined ? 'NULL' : "'" + label + "'"}`,
  )
}
