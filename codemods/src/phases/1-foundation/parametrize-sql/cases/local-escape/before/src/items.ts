import { getClient } from './db.js'
import { dayOf } from './days.js'

const escape = (text: string) => text.replace(/'/g, "''")

/** Said about this one: it stays. */
function quote(text: string) {
  return text.replaceAll("'", "''")
}

function label(text: string) {
  return text.toUpperCase()
}

export async function find(name: string, category: string, since: Date | undefined) {
  const db = getClient()
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE name = '${escape(name)}' AND category = '${quote(category)}' AND name <> '${label(name)} ' AND created_at > ${since ? `'${dayOf(since)}'` : 'NULL'}`,
  )
}

function escapeAny(value: string | number): string {
  if (typeof value !== 'string') {
    return String(value)
  }
  const text = value.toString()
  return text.replace(/'/g, "''")
}

export async function findAny(name: string) {
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE name = '${escapeAny(name)}'`)
}
