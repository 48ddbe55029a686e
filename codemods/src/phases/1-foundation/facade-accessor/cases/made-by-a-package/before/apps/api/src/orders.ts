import { getDb } from './db.js'

export async function openOrders(customer: string) {
  const db = await getDb()
  const reader = await db.runAndReadAll('SELECT id FROM orders WHERE customer = ? AND closed = false', [customer])
  return reader.getRowObjectsJS()
}
