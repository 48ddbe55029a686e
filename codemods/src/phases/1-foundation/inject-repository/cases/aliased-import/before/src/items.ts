import { getClient as client } from './db.js'

export async function names() {
  return client().query<{ name: string }>('SELECT name FROM items')
}
