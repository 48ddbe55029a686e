import { inject, Repository } from '@duckshift/runtime'
import { database } from '../db/database'

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id: number): Promise<void> {
    await this.db.execute('INSERT INTO orders (id) VALUES (?)', [id])
  }
}
