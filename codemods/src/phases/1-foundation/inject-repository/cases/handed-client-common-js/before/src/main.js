'use strict'
const { getClient } = require('./db')
const { countOrders } = require('./orders')
const Lines = require('./lines')
const { Late } = require('./late')
const Repo = require('./repo')
const store = require('./store')

async function main() {
  const db = getClient()
  const lines = new Lines(db)
  const audits = require('./audits')(getClient())
  await audits.add('asked')
  await store.init()
  const repo = new Repo(getClient())
  await repo.note('noted')
  return [await countOrders(db), await lines.count(), await lines.skus(), await (await new Late().init()).skus(), await store.customers(), await audits.all(), repo.handle()]
}

module.exports = { main }
