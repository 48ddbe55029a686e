'use strict'

exports.countOrders = async function countOrders(db) {
  const rows = await db.query('SELECT count(*)::INTEGER AS n FROM orders')
  return rows[0].n
}
