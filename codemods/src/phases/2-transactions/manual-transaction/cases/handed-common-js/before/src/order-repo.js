'use strict'
const Repo = require('./repo')

module.exports = class OrderRepo extends Repo {
  async move(id, customer) {
    await this.db.execute('BEGIN')
    try {
      await this.db.execute('UPDATE orders SET customer = ? WHERE id = ?', [customer, id])
      await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['moved'])
      await this.db.execute('COMMIT')
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  }
}
