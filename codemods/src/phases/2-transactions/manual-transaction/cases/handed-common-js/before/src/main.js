'use strict'
const { getClient } = require('./db')
const orders = require('./orders')
const OrderRepo = require('./order-repo')
const LineRepo = require('./line-repo')
const store = require('./store')

async function main() {
  const db = getClient()
  await orders.saveOrder(db, { id: 1, customer: 'a', total: 2.5, lines: [{ sku: 'x', quantity: 1 }] })
  const lines = new LineRepo(db)
  await new OrderRepo(getClient()).move(1, 'z')
  await store.init()
  await lines.clear()
  const audits = require('./audits')(getClient())
  await audits.twice('twice')
  await store.wipe()
  return [await orders.countOrders(db), await lines.count(), await store.customers(), await audits.all()]
}

module.exports = { main }
