import { getClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const row = await getClient().get<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return row?.name
}

export async function priceOf(id: number) {
  const db = getClient()
  return db.one<{ price: number }>('SELECT price FROM items WHERE id = ?', [id])
}
