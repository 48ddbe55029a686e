import { getClient } from './db.js'

const shorten = (text: string) => text.slice(0, 10)

export async function byName(name: string) {
  const trimmed = shorten(name.trim())
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${trimmed}'`)
}

export async function latest() {
  return byName("O'Brien")
}
