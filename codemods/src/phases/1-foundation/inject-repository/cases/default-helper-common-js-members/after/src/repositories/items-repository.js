const { inject, Repository } = require('@duckshift/runtime');
const { legacyDb } = require('../database');

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db);
  }

  listIdAndNameByName(name) {
    return this.db.query('SELECT id, name FROM items WHERE name = ?', [name]);
  }

  async deleteById(id) {
    await this.db.execute('DELETE FROM items WHERE id = ?', [id]);
  }
}

module.exports = { ItemsRepository };
