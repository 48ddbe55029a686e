import { connection } from './db.js'

export async function names() {
  if (!connection) throw new Error('call init() first') // usage: direct-call
  return (await connection.runAndReadAll('SELECT name FROM items')).getRowObjects() // usage: direct-call
}

export async function count() {
  return (await connection!.runAndReadAll('SELECT count(*) FROM items')).getRows() // usage: direct-call
}
