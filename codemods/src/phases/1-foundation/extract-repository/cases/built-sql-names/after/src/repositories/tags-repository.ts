import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listTag(tag: string | undefined): Promise<{ tag: string }[]> {
    let where = ''
    if (tag) where = 'WHERE tag = ?'
    return this.db.query<{ tag: string }>(`SELECT tag FROM tags ${where}`, tag ? [tag] : [])
  }
}
