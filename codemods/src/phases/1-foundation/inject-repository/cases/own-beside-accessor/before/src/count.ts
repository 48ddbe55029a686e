import { getConnection } from './db.js'

export async function count(): Promise<number> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM items')
  return Number(reader.getRowObjectsJS()[0]?.n)
}
