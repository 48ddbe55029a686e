'use strict'

const { databaseOn, database } = require('./database')
const { OrdersRepository } = require('./repositories/orders-repository')
const { inject } = require('@duckshift/runtime')

exports.saveOrder = async (db, order) => {
  await inject(database).transaction(async () => {
    await db.execute('INSERT INTO orders (id, customer, total) VALUES (?, ?, ?)', [order.id, order.customer, order.total])
    for (const line of order.lines) {
      await db.execute('INSERT INTO lines (order_id, sku, quantity) VALUES (?, ?, ?)', [order.id, line.sku, line.quantity])
    }
  })
}

exports.countOrders = async function countOrders(db) {
  const rows = await new OrdersRepository(databaseOn(db)).countAll()
  return rows[0].n
}
