import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function openOrders(customer: string) {
  const db = inject(database)
  const rows = await db.query('SELECT id FROM orders WHERE customer = ? AND closed = false', [customer])
  return rows
}
