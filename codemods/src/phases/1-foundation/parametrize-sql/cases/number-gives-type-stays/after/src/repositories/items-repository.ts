import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  priced(rate: number, least: number): Promise<{ id: number; rate: string }[]> {
    return this.db.query<{ id: number; rate: string }>(
      `SELECT id, ${rate} AS rate FROM items WHERE id >= ${least}`,
    )
  }

  total(fallback: number): Promise<{ total: string }[]> {
    return this.db.query<{ total: string }>(`SELECT sum(coalesce(price, ${fallback})) AS total FROM items`)
  }
}
