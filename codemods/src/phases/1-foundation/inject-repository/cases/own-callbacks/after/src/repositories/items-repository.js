import { Repository } from '@duckshift/runtime'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  findNameById(id) {
    return this.db.query('SELECT name FROM items WHERE id = ?', [id])
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  listId() {
    return this.db.query('SELECT id FROM items ORDER BY id')
  }

  async insert(id, name) {
    await this.db.execute('INSERT INTO items VALUES (?, ?)', [id, name])
  }
}
