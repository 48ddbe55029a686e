import { inject, Repository } from '@duckshift/runtime'
import { legacyDb } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  async updatePriceById(price: number, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
  }
}
