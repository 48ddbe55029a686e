import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Price } from '../prices.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndPrice(): Promise<Price[]> {
    return this.db.query<Price>('SELECT id, price FROM items ORDER BY id')
  }

  findIdAndPriceById(id: number): Promise<Price[]> {
    return this.db.query<Price>('SELECT id, price FROM items WHERE id = ?', [id])
  }

  async updatePriceById(price: number, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
  }
}
