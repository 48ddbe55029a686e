import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findIdAndNameById(id: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  async deleteByName(name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE name = ?', [name])
    return rowsChanged
  }
}
