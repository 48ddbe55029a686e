import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { PriceRow } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndPrice(): Promise<PriceRow[]> {
    return this.db.query<PriceRow>('SELECT id, price FROM items')
  }
}
