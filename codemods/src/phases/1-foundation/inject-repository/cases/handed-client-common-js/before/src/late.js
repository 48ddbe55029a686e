'use strict'
const { getClient } = require('./db')

class Late {
  async init() {
    this.db = await getClient()
    return this
  }
  async skus() {
    return this.db.query('SELECT sku FROM lines ORDER BY sku')
  }
}

exports.Late = Late
