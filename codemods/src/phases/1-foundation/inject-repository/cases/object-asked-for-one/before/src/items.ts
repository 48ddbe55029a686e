import { getDb } from './db.js'

export async function names(tenant: string): Promise<string[]> {
  const db = await getDb(tenant)
  const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export async function main(): Promise<string[]> {
  const db = await getDb()
  const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}
