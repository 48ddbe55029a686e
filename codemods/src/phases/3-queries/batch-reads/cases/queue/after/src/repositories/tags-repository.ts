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

  countByItemIdAtLeast(next: number): Promise<{ n: bigint }[]> {
    return this.db.query<{ n: bigint }>('SELECT count(*) AS n FROM tags WHERE item_id >= ?', [next])
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

  /** What `countByItemIdAtLeast` finds for each of the nexts, in their order, with one query. */
  async countByItemIdAtLeastForEach(nexts: readonly number[]): Promise<{ n: bigint }[][]> {
    if (nexts.length === 0) return []
    const rows = await this.db.query<BatchRow<{ n: bigint }>>(
      `SELECT batch_position, found.*
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT count(*) AS n FROM tags WHERE item_id >= batch_1) AS found
        ORDER BY batch_position`,
      [nexts],
    )
    return rowsPerValue<{ n: bigint }>(rows, nexts.length)
  }
}
