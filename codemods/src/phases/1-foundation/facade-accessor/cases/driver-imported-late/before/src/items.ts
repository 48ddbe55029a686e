import { getConnection } from './db.js'

export async function names() {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT name FROM items')
  return reader.getRowObjectsJS()
}
