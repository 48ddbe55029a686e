import { cached, inject, Repository } from '@duckshift/runtime'
import type { Item } from '../catalog.js'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findIdAndNameById(id: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id], cached(60_000))
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }
}
