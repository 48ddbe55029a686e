import { getClient } from './db.js'

export async function rename(id: number, name: string): Promise<number> {
  return getClient().execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export async function tagged(tag: string): Promise<{ item_id: number }[]> {
  return getClient().query<{ item_id: number }>('SELECT item_id FROM tags WHERE tag = ?', [tag])
}
