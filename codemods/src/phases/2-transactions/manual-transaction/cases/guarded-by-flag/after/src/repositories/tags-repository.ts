import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async deleteByItemId(itemId: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM tags WHERE item_id = ?', [itemId])
    return rowsChanged
  }
}
