'use strict'

class Service {
  constructor({ db, log }) { // usage: parameter
    this.db = db // usage: class-field
    this.log = log
  }
  all() {
    return this.db.query('SELECT * FROM items')
  }
}

class Further extends Service { // usage: manual-transaction several-queries
  async clear() {
    await this.db.query('BEGIN')
    await this.db.query('DELETE FROM items')
    await this.db.query('COMMIT')
  }
}

exports.work = async function (options) { // usage: parameter
  return options.db.query('SELECT 1')
}

exports.load = async ({ client: connection }, id) => connection.query('SELECT ?', [id]) // usage: parameter bound-parameters

exports.Service = Service
exports.Further = Further
