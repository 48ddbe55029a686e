import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async increasePriceByCategory(by: number, category: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE items SET price = price + ? WHERE category = ?',
      [by, category],
    )
    return rowsChanged
  }

  async updatePriceByMissingPriceAndCategory(category: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE items SET price = 0 WHERE price IS NULL AND category = ?',
      [category],
    )
    return rowsChanged
  }
}
