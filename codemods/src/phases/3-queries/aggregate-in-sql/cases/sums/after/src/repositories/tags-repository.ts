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

  /** The sum of item_id over the rows that `listByItemIdAbove` finds, added up by the database. */
  async sumItemIdByItemIdAbove(above: number): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT coalesce(sum(item_id), 0) AS total
        FROM (SELECT * FROM tags WHERE item_id > ?) AS found`,
      [above],
    )
    return Number(row!.total)
  }
}
