const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `devices`. */
class DevicesRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listLabel() {
    return this.db.query('SELECT label FROM devices ORDER BY id')
  }
}

module.exports = { DevicesRepository }
