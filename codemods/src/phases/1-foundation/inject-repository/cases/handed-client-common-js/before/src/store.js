'use strict'
const { getClient } = require('./db')

module.exports = {
  db: null,
  async init() {
    this.db = await getClient()
  },
  async customers() {
    return this.db.query('SELECT customer FROM orders ORDER BY customer')
  },
}
