import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  listIdAndNameByName(name) {
    return this.db.query('SELECT id, name FROM items WHERE name = ?', [name])
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  listIdAndName() {
    return this.db.query('SELECT id, name FROM items ORDER BY id')
  }
}
