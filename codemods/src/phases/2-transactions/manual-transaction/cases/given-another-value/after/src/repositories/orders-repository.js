import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateTotalById(total, id) {
    const { rowsChanged } = await this.db.execute('UPDATE orders SET total = ? WHERE id = ?', [total, id])
    return rowsChanged
  }
}
