import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `lines`. */
export class LinesRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  /** @returns {Promise<any[]>} */
  countAll() {
    return this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
  }

  /** @param {number} orderId */
  async deleteByOrderId(orderId) {
    const { rowsChanged } = await this.db.execute('DELETE FROM lines WHERE order_id = ?', [orderId])
    return rowsChanged
  }

  /**
   * @param {number} orderId
   * @param {string} sku
   * @param {number} quantity
   */
  async insert(orderId, sku, quantity) {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO lines (order_id, sku, quantity) VALUES (?, ?, ?)',
      [orderId, sku, quantity],
    )
    return rowsChanged
  }
}
