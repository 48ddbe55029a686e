import { getClient } from './db.js'

export async function names(items: readonly string[], inject: boolean) {
  const db = getClient()
  const rows = await db.query<{ name: string }>('SELECT name FROM items')
  return inject ? [...items, ...rows.map((row) => row.name)] : rows.map((row) => row.name)
}
