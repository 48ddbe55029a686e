import { getClient } from './db.js'

/** Refuses what it does not know. */
function checked(value: string): string {
  const known = lookUp(value)
  return `'${known.replace(/'/g, "''")}'`
}

function lookUp(value: string): string {
  if (!value) throw new RangeError('empty')
  return value
}

function lower(value: string): string {
  return `'${value.toLowerCase().replace(/'/g, "''")}'`
}

function orEmpty(value: string): string {
  if (!value) return 'NULL'
  return `'${value.replace(/'/g, "''")}'`
}

function like(value: string): string {
  return `'%${value.replace(/'/g, "''")}%'`
}

function unescaped(value: string): string {
  return `'${value}'`
}

function quoted(value: number): string {
  return `'${value}'`
}

export async function stays(name: string | null, id: number) {
  const db = getClient()
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = ${checked(name ?? '')}`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = ${lower(name ?? '')}`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = ${orEmpty(name ?? '')}`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name LIKE ${like(name ?? '')}`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = ${unescaped(name ?? '')}`)
  await db.query<{ id: number }>(`SELECT id FROM items WHERE name = ${quoted(id)}`)
}
