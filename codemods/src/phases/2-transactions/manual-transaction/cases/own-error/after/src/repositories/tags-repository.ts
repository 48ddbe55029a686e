import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateItemIdByItemId(into: number, from: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE tags SET item_id = ? WHERE item_id = ?',
      [into, from],
    )
    return rowsChanged
  }
}
