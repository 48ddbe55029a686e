import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateItemIdByItemId(itemId: number, itemId2: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE tags SET item_id = ? WHERE item_id = ?',
      [itemId, itemId2],
    )
    return rowsChanged
  }

  async deleteByItemId(itemId: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM tags WHERE item_id = ?', [itemId])
    return rowsChanged
  }
}
