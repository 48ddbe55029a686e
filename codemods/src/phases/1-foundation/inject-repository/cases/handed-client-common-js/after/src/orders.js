'use strict'

const { databaseOn } = require('./database')
const { OrdersRepository } = require('./repositories/orders-repository')

exports.countOrders = async function countOrders(db) {
  const rows = await new OrdersRepository(databaseOn(db)).countAll()
  return rows[0].n
}
