const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `lines`. */
class LinesRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listSku() {
    return this.db.query('SELECT sku FROM lines ORDER BY sku')
  }

  countAll() {
    return this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
  }
}

module.exports = { LinesRepository }
