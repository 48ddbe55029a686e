import { getConnection } from './store.js'

export async function countOrders(): Promise<unknown> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM orders')
  return reader.getRowObjectsJS()[0]?.n
}
