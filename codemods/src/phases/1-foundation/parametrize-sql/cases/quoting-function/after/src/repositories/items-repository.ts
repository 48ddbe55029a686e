import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByName(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE name = ?', [name])
  }

  async insert(id: number, name: string, category: string | null, price: number | null): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO items (id, name, category, price) VALUES (?, ?, ?, ?)',
      [id, name, category, price],
    )
    return rowsChanged
  }

  listIdByPriceBelow(isCheap: boolean): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE (price < 10) = ?', [isCheap])
  }
}
