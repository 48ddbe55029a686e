import { type Client, getClient } from './db.js'

/** Where the one comes from is not known: both names may be another's. */
export async function compare(id: number, other?: Client): Promise<boolean> {
  return same(other ?? getClient(), getClient(), id)
}

async function same(one: Client, two: Client, id: number): Promise<boolean> {
  const first = await one.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  const second = await two.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return first[0]?.name === second[0]?.name
}
