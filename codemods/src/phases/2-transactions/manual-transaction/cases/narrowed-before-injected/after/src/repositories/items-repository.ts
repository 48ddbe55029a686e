import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updatePriceById(price: number, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
    return rowsChanged
  }
}
