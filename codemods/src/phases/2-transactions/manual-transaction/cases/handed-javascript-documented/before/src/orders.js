// @ts-check
/**
 * Saves an order.
 * @param {import('./db.js').Client} db where to
 * @param {any} order
 */
export async function saveOrder(db, order) {
  await db.execute('BEGIN TRANSACTION')
  try {
    await db.execute('INSERT INTO orders (id, customer, total) VALUES (?, ?, ?)', [order.id, order.customer, order.total])
    for (const line of order.lines) {
      await db.execute('INSERT INTO lines (order_id, sku, quantity) VALUES (?, ?, ?)', [order.id, line.sku, line.quantity])
    }
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

/** @typedef {import('./db.js').Client} Client */

/**
 * @param {Client} db
 * @param {number} id
 */
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

/** @param {Client} db */
export const countOrders = async (db) => {
  const rows = await db.query('SELECT count(*)::INTEGER AS n FROM orders')
  return rows[0].n
}
