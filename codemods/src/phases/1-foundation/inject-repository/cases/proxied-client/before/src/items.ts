import { handler, lazy } from './lazy.js'

export async function names(): Promise<string[]> {
  const rows = await lazy.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export const find = handler(async ({ id }, client) => {
  const rows = await client.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
})
