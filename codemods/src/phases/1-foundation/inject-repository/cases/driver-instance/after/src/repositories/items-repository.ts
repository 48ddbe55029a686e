import { inject, Repository } from '@duckshift/runtime'
import { database } from '../db/database.js'

export interface ItemsIdAndNameByPriceBelowRow {
  id: number
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndNameByPriceBelow(limit: number): Promise<ItemsIdAndNameByPriceBelowRow[]> {
    return this.db.query<ItemsIdAndNameByPriceBelowRow>(
      `
      SELECT id, name
      FROM items
      WHERE price < $limit
      `,
      { limit },
    )
  }
}
