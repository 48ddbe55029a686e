'use strict'

function Lines(db) {
  this.db = db
}

Lines.prototype = {
  async count() {
    const [row] = await this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
    return row.n
  },
}

Lines.prototype.skus = async function () {
  return this.db.query('SELECT sku FROM lines ORDER BY sku')
}

module.exports = Lines
