const { Repository } = require('@duckshift/runtime')

/** Data access to `items`. */
class ItemsRepository extends Repository {
  async insert(id, name) {
    await this.db.execute('INSERT INTO items VALUES ($1, $2)', [id, name])
  }

  findNameById(id) {
    return this.db.query('SELECT name FROM items WHERE id = $1', [id])
  }

  async deleteById(id) {
    await this.db.execute('DELETE FROM items WHERE id = $1', [id])
  }
}

module.exports = { ItemsRepository }
