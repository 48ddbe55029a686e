import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  /**
   * @param {number} id
   * @returns {Promise<any[]>}
   */
  findNameById(id) {
    return this.db.query('SELECT name FROM items WHERE id = ?', [id])
  }

  /**
   * @param {string | null} name
   * @param {number} id
   * @returns {Promise<any[]>}
   */
  updateNameById(name, id) {
    return this.db.query('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}
