import { inject, Repository } from '@duckshift/runtime'
import { executeQueryDatabase } from '../database.js'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(executeQueryDatabase)) {
    super(db)
  }

  countByCustomer(id) {
    return this.db.query('SELECT COUNT(*) AS count FROM orders WHERE customer = ?', [id])
  }

  countById(id) {
    return this.db.maybeOne('SELECT COUNT(*) AS count FROM orders WHERE id = ?', [id])
  }

  countByIdAtLeast(id) {
    return this.db.maybeOne('SELECT COUNT(*) AS count FROM orders WHERE id >= ?', [id])
  }

  countByIdNot(id) {
    return this.db.maybeOne('SELECT COUNT(*) AS count FROM orders WHERE id <> ?', [id])
  }
}
