// @ts-check
import { OrdersRepository } from './repositories/orders-repository.js'
import { LinesRepository } from './repositories/lines-repository.js'

/**
 * Saves an order.
 * @param {import('@duckshift/runtime').Database} db where to
 * @param {any} order
 */
export async function saveOrder(db, order) {
  await db.transaction(async () => {
    await new OrdersRepository(db).insert(order.id, order.customer, order.total)
    for (const line of order.lines) {
      await new LinesRepository(db).insert(order.id, line.sku, line.quantity)
    }
  })
}

/** @typedef {import('./db.js').Client} Client */

/**
 * @param {import('@duckshift/runtime').Database} db
 * @param {number} id
 */
export async function dropOrder(db, id) {
  await db.transaction(async () => {
    await new LinesRepository(db).deleteByOrderId(id)
    await new OrdersRepository(db).deleteById(id)
  })
}

/** @param {import('@duckshift/runtime').Database} db */
export const countOrders = async (db) => {
  const rows = await new OrdersRepository(db).countAll()
  return rows[0].n
}
