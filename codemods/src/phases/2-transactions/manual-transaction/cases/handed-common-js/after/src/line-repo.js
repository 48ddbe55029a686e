'use strict'
const { inherits } = require('node:util')
const { inject } = require('@duckshift/runtime')
const { database } = require('./database')

function LineRepo(db) {
  this.db = db
}

LineRepo.prototype.count = async function () {
  const [row] = await this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
  return row.n
}

LineRepo.prototype.clear = async function () {
  await inject(database).transaction(async () => {
    await this.db.execute('DELETE FROM lines')
    await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['cleared'])
  })
}

module.exports = LineRepo
