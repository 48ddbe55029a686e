import { getClient } from './db.js'
import { literal, quoteLiteral, Sql } from './literals.js'

export async function named(name: string) {
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE name = ${quoteLiteral(name)}`)
}

export async function add(id: number, name: string, category: string | null, price?: number) {
  await getClient().execute(
    `INSERT INTO items (id, name, category, price) VALUES (${literal(id)}, ${quoteLiteral(name.trim())}, ${Sql.text(category)}, ${literal(price)})`,
  )
}

export async function priced(isCheap: boolean) {
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE (price < 10) = ${literal(isCheap)}`)
}
