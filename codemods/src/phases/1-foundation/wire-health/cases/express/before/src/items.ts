import { getClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}
