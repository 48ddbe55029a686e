import { getClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}

export async function tag(id: number, tag: string): Promise<void> {
  await getClient().execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
}
