import { getClient } from './db.js'

const trimmed = (text: string) => text.trim().replace(/'/g, "''")
const short = (text: string) => text.replace(/'/g, "''").slice(0, 8)
const anywhere = (text: string) => `%${text.replace(/'/g, "''")}%`

function lower(text: string): string {
  text = text.toLowerCase()
  return text.replace(/'/g, "''")
}

function checked(text: string): string {
  if (!text) throw new RangeError('empty')
  return text.replace(/'/g, "''")
}

function unlessAll(text: string): string {
  return text === 'all' ? '' : text.replace(/'/g, "''")
}

export async function find(name: string) {
  const db = getClient()
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${trimmed(name)}'`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${short(name)}'`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name LIKE '${anywhere(name)}'`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${lower(name)}'`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${checked(name)}'`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${unlessAll(name)}'`)
  const safe = trimmed(name)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${safe}'`)
}
