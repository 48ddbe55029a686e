import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `audit`. */
export class AuditRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  /**
   * @param {number} itemId
   * @param {string} what
   */
  async insert(itemId, what) {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO audit (item_id, what) VALUES (?, ?)',
      [itemId, what],
    )
    return rowsChanged
  }

  /** @param {number} itemId */
  async deleteByItemId(itemId) {
    const { rowsChanged } = await this.db.execute('DELETE FROM audit WHERE item_id = ?', [itemId])
    return rowsChanged
  }
}
