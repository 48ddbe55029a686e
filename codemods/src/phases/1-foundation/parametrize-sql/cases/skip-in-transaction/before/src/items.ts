import { getClient } from './db.js'

export async function rename(id: number, name: string) {
  const db = getClient()
  await db.execute('BEGIN')
  await db.execute(`UPDATE items SET name = '${name}' WHERE id = ${id}`)
  await db.execute('COMMIT')
}
