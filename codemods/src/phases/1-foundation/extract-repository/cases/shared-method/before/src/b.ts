import { getClient } from './db.js'

export async function countCheap(): Promise<number> {
  return (await getClient().query<{ id: number }>('SELECT id FROM items WHERE price < ?', [10])).length
}
