import { inject } from '@duckshift/runtime'
import { databaseOn, database } from './database.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function saveOrder(db, order) {
  await inject(database).transaction(async () => {
    await db.execute('INSERT INTO orders (id, customer, total) VALUES (?, ?, ?)', [order.id, order.customer, order.total])
    for (const line of order.lines) {
      await db.execute('INSERT INTO lines (order_id, sku, quantity) VALUES (?, ?, ?)', [order.id, line.sku, line.quantity])
    }
  })
}

export async function dropOrder(db, id) {
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM lines WHERE order_id = ?', [id])
    await db.execute('DELETE FROM orders WHERE id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export const countOrders = async (db) => {
  const rows = await new OrdersRepository(databaseOn(db)).countAll()
  return rows[0].n
}
export const held = (db) => ({ db, name: 'x' })
export async function clearOrders(db) {
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM orders')
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
