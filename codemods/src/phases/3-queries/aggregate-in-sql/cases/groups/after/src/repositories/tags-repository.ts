import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listByItemIdAbove(above: number): Promise<{ item_id: number; tag: string }[]> {
    return this.db.query<{ item_id: number; tag: string }>('SELECT * FROM tags WHERE item_id > ?', [above])
  }

  sumItemIdByTagForItemIdAbove(above: number): Promise<({ tag: string } & { total: number })[]> {
    return this.db.query<{ tag: string } & { total: number }>(
      `SELECT tag, coalesce(sum(item_id), 0)::DOUBLE AS total
        FROM (SELECT tag, item_id, row_number() OVER (ORDER BY rowid) AS row_place FROM tags WHERE item_id > ?) AS found
        GROUP BY tag
        ORDER BY min(row_place)`,
      [above],
    )
  }
}
