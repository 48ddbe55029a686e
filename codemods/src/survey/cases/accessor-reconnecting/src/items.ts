import { getConnection } from './db.js'

export async function names() {
  const connection = await getConnection() // usage: variable
  return (await connection.runAndReadAll('SELECT name FROM items')).getRowObjects()
}
