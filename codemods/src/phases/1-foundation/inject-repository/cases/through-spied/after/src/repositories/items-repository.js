const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id) {
    await this.db.execute('INSERT INTO items (id) VALUES (?)', [id])
  }
}

module.exports = { ItemsRepository }
