import { getClient } from './db.js'

// The names are looked at twice.
export async function names(): Promise<number> {
  const db = getClient()
  await db.execute('CREATE TEMP TABLE found AS SELECT name FROM items')
  const rows = await db.query<{ name: string }>(`SELECT name
    FROM found`)
  await db.execute('DROP TABLE found')
  return rows.length
}
