import { inject, Repository } from '@duckshift/runtime'
import { database } from '../duckshift-database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listItemIdByTag(tag: string): Promise<{ item_id: number }[]> {
    return this.db.query<{ item_id: number }>('SELECT item_id FROM tags WHERE tag = ?', [tag])
  }
}
