'use strict'

exports.saveOrder = async (db, order) => {
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

exports.countOrders = async function countOrders(db) {
  const rows = await db.query('SELECT count(*)::INTEGER AS n FROM orders')
  return rows[0].n
}
