const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findNameById(id) {
    return this.db.query('SELECT name FROM items WHERE id = ?', [id])
  }

  listName() {
    return this.db.query('SELECT name FROM items ORDER BY id')
  }
}

module.exports = { ItemsRepository }
