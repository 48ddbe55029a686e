import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = $1 WHERE id = $2', [name, id])
    return rowsChanged
  }

  async deleteAll(): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items')
    return rowsChanged
  }
}
