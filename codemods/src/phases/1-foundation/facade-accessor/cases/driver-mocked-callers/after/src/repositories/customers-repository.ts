import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `customers`. */
export class CustomersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT name FROM customers ORDER BY name')
  }
}
