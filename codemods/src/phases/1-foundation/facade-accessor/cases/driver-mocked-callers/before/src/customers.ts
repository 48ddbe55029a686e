import { getConnection } from './store.js'

export async function customerNames(): Promise<unknown[]> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT name FROM customers ORDER BY name')
  return reader.getRowObjectsJS()
}
