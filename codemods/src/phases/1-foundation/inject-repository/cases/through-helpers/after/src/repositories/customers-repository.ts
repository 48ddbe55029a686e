import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'

/** Data access to `customers`. */
export class CustomersRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*) AS n FROM customers')
  }
}
