import { getClient } from './db.js'

export async function names(): Promise<string[]> {
  const client = await getClient()
  const rows = await client.all<{ name: string }>('SELECT name FROM stock ORDER BY name')
  return rows.map((row) => row.name)
}
