import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(itemId: number): Promise<void> {
    await this.db.execute('INSERT INTO orders (item_id, quantity) VALUES (?, 1)', [itemId])
  }
}
