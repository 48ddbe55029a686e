import { query, spread } from './db.js'

export async function named(name: string) {
  const rows = await query(`SELECT id FROM items WHERE name LIKE '%${name.replaceAll("'", "''")}%'`)
  return rows.length
}

export async function ofDay(day: string, low: number) {
  // Both ends count.
  return query(`SELECT id FROM items WHERE added = DATE '${day}' AND price >= ${low}`)
}

export async function rename(id: number, name: string) {
  await spread(`UPDATE items SET name = '${name.replaceAll("'", "''")}' WHERE id = ${id}`)
}
