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

  async deleteById(id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    return rowsChanged
  }
}
