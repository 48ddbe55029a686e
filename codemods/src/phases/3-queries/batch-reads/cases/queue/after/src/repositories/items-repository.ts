import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findCategoryById(id: number): Promise<{ category: string }[]> {
    return this.db.query<{ category: string }>('SELECT category FROM items WHERE id = ?', [id])
  }

  /** What `findCategoryById` finds for each of the ids, in their order, with one query. */
  async findCategoryByIdForEach(ids: readonly number[]): Promise<{ category: string }[][]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<{ category: string }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT category, row_number() OVER (ORDER BY rowid) AS batch_order FROM items WHERE id = batch_1) AS found
        ORDER BY batch_position, batch_order`,
      [ids],
    )
    return rowsPerValue<{ category: string }>(rows, ids.length)
  }
}
