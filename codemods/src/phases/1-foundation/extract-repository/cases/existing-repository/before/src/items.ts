import { getClient } from './db.js'

export async function rename(id: number, name: string): Promise<number> {
  return getClient().execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
}
