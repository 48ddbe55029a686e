import { client } from './db.js'

export async function rename(id: number, name: string): Promise<boolean> {
  return (await client.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])) > 0
}

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await client.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return row?.name
}
