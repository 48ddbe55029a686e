'use strict'
const { inject } = require('@duckshift/runtime')
const { clientAccessor } = require('./database')
const { countOrders } = require('./orders')
const Lines = require('./lines')
const { Late } = require('./late')
const Repo = require('./repo')
const store = require('./store')

async function main() {
  const db = inject(clientAccessor)()
  const lines = new Lines(db)
  const audits = require('./audits')(inject(clientAccessor)())
  await audits.add('asked')
  await store.init()
  const repo = new Repo(inject(clientAccessor)())
  await repo.note('noted')
  return [await countOrders(db), await lines.count(), await lines.skus(), await (await new Late().init()).skus(), await store.customers(), await audits.all(), repo.handle()]
}

module.exports = { main }
