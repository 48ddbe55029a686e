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

  findIdById(id) {
    return this.db.query('SELECT id FROM items WHERE id = ?', [id])
  }
}

module.exports = { ItemsRepository }
