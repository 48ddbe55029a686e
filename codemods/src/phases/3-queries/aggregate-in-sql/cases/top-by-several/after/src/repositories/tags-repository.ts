import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listAll(): Promise<{ item_id: number; tag: string }[]> {
    return this.db.query<{ item_id: number; tag: string }>('SELECT * FROM tags ORDER BY tag')
  }

  topByItemId(): Promise<{ item_id: number; tag: string }[]> {
    return this.db.query<{ item_id: number; tag: string }>(
      `SELECT * FROM tags ORDER BY item_id DESC, tag, rowid LIMIT 3`,
    )
  }
}
