import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async deleteById(id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    return rowsChanged
  }
}
