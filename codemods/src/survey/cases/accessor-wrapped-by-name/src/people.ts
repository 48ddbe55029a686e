import { getDb } from './db.js'

export async function nameOf(id: number) {
  const db = await getDb() // usage: variable bound-parameters typed-rows
  const [person] = await db.list<{ name: string }>('SELECT name FROM people WHERE id = ?', [id])
  return person?.name
}
