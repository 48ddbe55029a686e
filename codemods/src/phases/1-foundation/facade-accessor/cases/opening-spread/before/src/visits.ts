import { getConnection } from './db.js'

export async function visitors(): Promise<unknown[]> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT visitor FROM visits')
  return reader.getRowObjectsJS()
}
