import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByNameAndNameLikeAndCategory(
    name: string,
    name2: string,
    category: string,
    name3: string,
  ): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE (name = ? OR name LIKE ?) AND category = ? AND name <> ?',
      [name, name2, category, name3],
    )
  }

  async deleteByNameAndCategory(name: string, category: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'DELETE FROM items WHERE name = ? AND category = ?',
      [name, category],
    )
    return rowsChanged
  }
}
