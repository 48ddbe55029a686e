const { inject, Repository } = require('@duckshift/runtime')
const { legacyDb } = require('../database')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  listName() {
    return this.db.query('SELECT name FROM items ORDER BY name')
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}

module.exports = { ItemsRepository }
