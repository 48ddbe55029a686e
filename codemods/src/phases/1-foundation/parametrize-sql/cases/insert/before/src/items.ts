import { getClient } from './db.js'

export async function add(id: number, name: string, price: number): Promise<void> {
  await getClient().execute(`INSERT INTO items (id, name, price) VALUES (${id}, '${name}', ${price})`)
}
