import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findCustomerById(id) {
    return this.db.query('SELECT customer FROM orders WHERE id = ?', [id])
  }
}
