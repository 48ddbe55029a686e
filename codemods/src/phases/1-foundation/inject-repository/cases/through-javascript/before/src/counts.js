import { executeQuery, getOne } from './db.js'

export async function customers() {
  const [row] = await executeQuery('SELECT COUNT(*) AS count FROM customers')
  return row.count
}

export const ordersOf = (id) => executeQuery('SELECT COUNT(*) AS count FROM orders WHERE customer = ?', [id])

export const firstOrder = (id) => getOne('SELECT COUNT(*) AS count FROM orders WHERE id = ?', [id])
export const lastOrder = (id) => getOne('SELECT COUNT(*) AS count FROM orders WHERE id >= ?', [id])
export const anyOrder = (id) => getOne('SELECT COUNT(*) AS count FROM orders WHERE id <> ?', [id])
