import { getClient } from './db.js'

export async function names(): Promise<string[]> {
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items')
  return rows.map(({ name }) => name)
}
