const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `audit`. */
class AuditRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listWhat() {
    return this.db.query('SELECT what FROM audit ORDER BY what')
  }

  async insert(what) {
    const { rowsChanged } = await this.db.execute('INSERT INTO audit (what) VALUES (?)', [what])
    return rowsChanged
  }
}

module.exports = { AuditRepository }
