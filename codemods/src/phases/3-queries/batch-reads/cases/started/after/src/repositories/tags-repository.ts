import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listTagByItemId(itemId: number): Promise<{ tag: string }[]> {
    return this.db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [itemId])
  }

  /** What `listTagByItemId` finds for each of the itemIds, in their order, with one query. */
  async listTagByItemIdForEach(itemIds: readonly number[]): Promise<{ tag: string }[][]> {
    if (itemIds.length === 0) return []
    const rows = await this.db.query<BatchRow<{ tag: string }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT tag, row_number() OVER (ORDER BY tag, rowid) AS batch_order FROM tags WHERE item_id = batch_1 ORDER BY tag) AS found
        ORDER BY batch_position, batch_order`,
      [itemIds],
    )
    return rowsPerValue<{ tag: string }>(rows, itemIds.length)
  }
}
