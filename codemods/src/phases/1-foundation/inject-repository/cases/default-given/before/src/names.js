import { getClient } from './db.js'

export async function names(db = getClient()) {
  const rows = await db.query('SELECT name FROM items ORDER BY id')
  return rows.map((row) => row.name)
}

export async function categories(db = getClient()) {
  const rows = await db.query('SELECT category FROM items ORDER BY id')
  return rows.map((row) => row.category)
}
