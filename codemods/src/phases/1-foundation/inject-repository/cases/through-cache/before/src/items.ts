import { getClient } from './db.js'

export async function names(): Promise<string[]> {
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items ORDER BY id')
  return rows.map((row) => row.name)
}

export async function rename(id: number, name: string): Promise<void> {
  await getClient().execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
}
