import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  /** @returns {Promise<any[]>} */
  countAll() {
    return this.db.query('SELECT count(*)::INTEGER AS n FROM orders')
  }

  async deleteById(id) {
    const { rowsChanged } = await this.db.execute('DELETE FROM orders WHERE id = ?', [id])
    return rowsChanged
  }

  async insert(id, customer, total) {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO orders (id, customer, total) VALUES (?, ?, ?)',
      [id, customer, total],
    )
    return rowsChanged
  }
}
