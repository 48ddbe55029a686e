import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Tag } from '../top.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listAll(): Promise<Tag[]> {
    return this.db.query<Tag>('SELECT * FROM tags')
  }

  listItemIdAndTagByTagNot(tag: string): Promise<Tag[]> {
    return this.db.query<Tag>('SELECT item_id, tag FROM tags WHERE tag <> ? ORDER BY tag DESC', [tag])
  }

  topByItemId(): Promise<Pick<Tag, 'tag'>[]> {
    return this.db.query<Pick<Tag, 'tag'>>(`SELECT tag FROM tags ORDER BY item_id DESC, rowid LIMIT 3`)
  }

  bottomItemIdAndTagByTagNotByItemId(tag: string): Promise<Tag[]> {
    return this.db.query<Tag>(
      `SELECT item_id, tag FROM tags WHERE tag <> ? ORDER BY item_id, tag DESC, rowid LIMIT 2`,
      [tag],
    )
  }
}
