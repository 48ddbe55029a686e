import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface TagsByItemIdRow {
  item_id: number
  tag: string
}

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listTag(): Promise<{ tag: string }[]> {
    return this.db.query<{ tag: string }>('SELECT tag FROM tags')
  }

  listByItemId(itemId: number): Promise<TagsByItemIdRow[]> {
    return this.db.query<TagsByItemIdRow>('SELECT * FROM tags WHERE item_id = ?', [itemId])
  }

  /** How many rows `listTag` finds, counted by the database. */
  async countTag(): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT count(*) AS total
        FROM (SELECT tag FROM tags) AS found`,
    )
    return Number(row!.total)
  }

  /** How many rows `listByItemId` finds, counted by the database. */
  async countByItemId(itemId: number): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT count(*) AS total
        FROM (SELECT * FROM tags WHERE item_id = ?) AS found`,
      [itemId],
    )
    return Number(row!.total)
  }
}
