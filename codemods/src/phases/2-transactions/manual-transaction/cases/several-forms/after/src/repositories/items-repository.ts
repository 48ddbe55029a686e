import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findNameById(id: number): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  }

  async deleteById(id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    return rowsChanged
  }

  listNameByIdBelow(id: number): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items WHERE id < ? ORDER BY id', [id])
  }

  async deleteByIdBelow(id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE id < ?', [id])
    return rowsChanged
  }

  async updatePriceById(price: number, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
    return rowsChanged
  }

  async updateCategoryById(tag: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET category = ? WHERE id = ?', [tag, id])
    return rowsChanged
  }
}
