import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  maxPrice(): Promise<{ highest: number }[]> {
    return this.db.query<{ highest: number }>('SELECT MAX(CAST(price AS INTEGER)) AS highest FROM items')
  }

  maxPriceForItems(): Promise<{ newest: number }[]> {
    return this.db.query<{ newest: number }>('SELECT MAX(CAST(price AS INTEGER)) AS newest FROM items')
  }
}
