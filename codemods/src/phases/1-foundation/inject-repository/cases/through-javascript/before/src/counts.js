import { executeQuery } from './db.js'

export async function customers() {
  const [row] = await executeQuery('SELECT COUNT(*) AS count FROM customers')
  return row.count
}

export const ordersOf = (id) => executeQuery('SELECT COUNT(*) AS count FROM orders WHERE customer = ?', [id])
