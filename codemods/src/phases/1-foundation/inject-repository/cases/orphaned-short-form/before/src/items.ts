import { getClient } from './db.js'

const db = () => getClient()

export async function names() {
  return db().query<{ name: string }>('SELECT name FROM items')
}

export async function rename(id: number, name: string) {
  await db().execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
}
