import { insertItem, query } from './db.js'

export async function both(name: string) {
  await insertItem(name)
  return query<{ name: string }>('SELECT name FROM items') // usage: direct-call typed-rows
}
