const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `visits`. */
class VisitsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countAll() {
    return this.db.query('SELECT count(*) AS n FROM visits')
  }
}

module.exports = { VisitsRepository }
