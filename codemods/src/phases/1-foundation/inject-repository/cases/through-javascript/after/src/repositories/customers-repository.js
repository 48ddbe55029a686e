import { inject, Repository } from '@duckshift/runtime'
import { executeQueryDatabase } from '../database.js'

/** Data access to `customers`. */
export class CustomersRepository extends Repository {
  constructor(db = inject(executeQueryDatabase)) {
    super(db)
  }

  countAll() {
    return this.db.query('SELECT COUNT(*) AS count FROM customers')
  }
}
