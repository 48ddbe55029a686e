const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName() {
    return this.db.query('SELECT name FROM items ORDER BY name')
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  findIdAndNameById(id) {
    return this.db.query('SELECT id, name FROM items WHERE id = ?', [id])
  }
}

module.exports = { ItemsRepository }
