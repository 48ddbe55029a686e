'use strict'
const { inject } = require('@duckshift/runtime')
const { clientAccessor, database } = require('./database')

module.exports = {
  db: null,
  async init() {
    this.db = await inject(clientAccessor)()
  },
  async customers() {
    return this.db.query('SELECT customer FROM orders ORDER BY customer')
  },
  async wipe() {
    await inject(database).transaction(async () => {
      await this.db.execute('DELETE FROM orders')
      await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['wiped'])
    })
  },
}
