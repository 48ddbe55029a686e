import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'

export async function countOrders(): Promise<unknown> {
  const connection = await inject(connectionAccessor)()
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM orders')
  return reader.getRowObjectsJS()[0]?.n
}
