const { inject, Repository } = require('@duckshift/runtime')
const { legacyDatabase } = require('../database')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(legacyDatabase)) {
    super(db)
  }

  listName() {
    return this.db.query('SELECT name FROM items')
  }
}

module.exports = { ItemsRepository }
