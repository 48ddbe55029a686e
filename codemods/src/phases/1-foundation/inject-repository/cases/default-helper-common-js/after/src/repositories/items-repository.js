const { inject, Repository } = require('@duckshift/runtime');
const { queryDatabase } = require('../database');

/** Data access to `items`. */
class ItemsRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db);
  }

  listIdAndNameByName(name) {
    return this.db.query('SELECT id, name FROM items WHERE name = ?', [name]);
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id]);
  }
}

module.exports = { ItemsRepository };
