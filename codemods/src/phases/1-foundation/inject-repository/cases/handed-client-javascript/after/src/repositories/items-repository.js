import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  /**
   * @param {number} id
   * @returns {Promise<any>}
   */
  async findNameById(id) {
    const row = await this.db.maybeOne('SELECT name FROM items WHERE id = ?', [id])
    return row ?? null
  }

  /**
   * @param {string} name
   * @param {number} id
   */
  async updateNameById(name, id) {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  /** @returns {Promise<any>} */
  async findNameFirst() {
    const row = await this.db.maybeOne('SELECT name FROM items ORDER BY price LIMIT 1')
    return row ?? null
  }
}
