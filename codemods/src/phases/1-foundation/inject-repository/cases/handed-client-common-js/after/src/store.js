'use strict'
const { inject } = require('@duckshift/runtime')
const { clientAccessor, databaseOn } = require('./database')
const { OrdersRepository } = require('./repositories/orders-repository')

module.exports = {
  db: null,
  async init() {
    this.db = await inject(clientAccessor)()
  },
  async customers() {
    return new OrdersRepository(databaseOn(this.db)).listCustomer()
  },
}
