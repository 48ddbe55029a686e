import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(itemId: number, tag: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO tags (item_id, tag) VALUES (?, ?)',
      [itemId, tag],
    )
    return rowsChanged
  }
}
