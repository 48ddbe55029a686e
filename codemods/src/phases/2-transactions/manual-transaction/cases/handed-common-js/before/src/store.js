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
  async wipe() {
    await this.db.execute('BEGIN')
    try {
      await this.db.execute('DELETE FROM orders')
      await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['wiped'])
      await this.db.execute('COMMIT')
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  },
}
