const { inject, Repository } = require('@duckshift/runtime')
const { sharedDatabase } = require('../database')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(sharedDatabase)) {
    super(db)
  }

  listAll() {
    return this.db.query('SELECT * FROM items')
  }
}

module.exports = { ItemsRepository }
