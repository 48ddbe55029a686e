import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  total(fallback: number): Promise<{ total: string }[]> {
    return this.db.query<{ total: string }>(`SELECT sum(coalesce(price, ${fallback})) AS total FROM items`)
  }
}
