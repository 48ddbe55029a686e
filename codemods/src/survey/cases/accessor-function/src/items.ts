import { getClient } from './db.js'

export async function names() {
  const db = getClient() // usage: variable
  return db.query('SELECT name FROM items')
}
