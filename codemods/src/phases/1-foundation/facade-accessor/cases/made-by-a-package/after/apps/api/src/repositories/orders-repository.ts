import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByCustomerAndClosed(customer: string): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>(
      'SELECT id FROM orders WHERE customer = ? AND closed = false',
      [customer],
    )
  }
}
