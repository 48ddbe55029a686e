'use strict'
const Repo = require('./repo')
const { inject } = require('@duckshift/runtime')
const { database } = require('./database')

module.exports = class OrderRepo extends Repo {
  async move(id, customer) {
    await inject(database).transaction(async () => {
      await this.db.execute('UPDATE orders SET customer = ? WHERE id = ?', [customer, id])
      await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['moved'])
    })
  }
}
