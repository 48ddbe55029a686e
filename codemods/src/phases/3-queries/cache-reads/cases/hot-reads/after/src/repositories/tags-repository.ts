import { cached, inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listTag(): Promise<{ tag: string }[]> {
    return this.db.query<{ tag: string }>('SELECT DISTINCT tag FROM tags ORDER BY tag', [], cached(60_000))
  }
}
