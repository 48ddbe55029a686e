import { getClient } from './db.js'

export async function names(): Promise<{ name: string }[]> {
  return getClient().query<{ name: string }>('SELECT name FROM items')
}
