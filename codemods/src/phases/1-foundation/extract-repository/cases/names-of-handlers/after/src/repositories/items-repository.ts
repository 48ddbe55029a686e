import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  maxPrice(): Promise<{ newest: number; n: number }[]> {
    return this.db.query<{ newest: number; n: number }>(
      'SELECT MAX(CAST(price AS INTEGER)) AS newest, COUNT(*) AS n FROM items',
    )
  }

  maxPriceForItems(): Promise<{ newest: number }[]> {
    return this.db.query<{ newest: number }>('SELECT MAX(CAST(price AS INTEGER)) AS newest FROM items')
  }
}
