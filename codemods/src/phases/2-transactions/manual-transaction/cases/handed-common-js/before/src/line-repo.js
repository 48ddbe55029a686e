'use strict'
const { inherits } = require('node:util')

function LineRepo(db) {
  this.db = db
}

LineRepo.prototype.count = async function () {
  const [row] = await this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
  return row.n
}

LineRepo.prototype.clear = async function () {
  await this.db.execute('BEGIN')
  try {
    await this.db.execute('DELETE FROM lines')
    await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['cleared'])
    await this.db.execute('COMMIT')
  } catch (error) {
    await this.db.execute('ROLLBACK')
    throw error
  }
}

module.exports = LineRepo
