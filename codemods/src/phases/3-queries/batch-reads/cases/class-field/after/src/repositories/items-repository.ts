import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByCategoryAndPriceBelow(category: string | null, below: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE category = ? AND price < ? ORDER BY price DESC, id',
      [category, below],
    )
  }

  /** What `listIdByCategoryAndPriceBelow` finds for each of the categories, in their order, with one query. */
  async listIdByCategoryAndPriceBelowForEach(
    categories: readonly (string | null)[],
    belows: readonly number[],
  ): Promise<{ id: number }[][]> {
    if (categories.length === 0) return []
    const rows = await this.db.query<BatchRow<{ id: number }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::VARCHAR[]) AS batch_1, unnest($2::DOUBLE[]) AS batch_2, generate_subscripts($1::VARCHAR[], 1) AS batch_position) AS batch,
        LATERAL (SELECT id, row_number() OVER (ORDER BY price DESC, id, rowid) AS batch_order FROM items WHERE category = batch_1 AND price < batch_2 ORDER BY price DESC, id) AS found
        ORDER BY batch_position, batch_order`,
      [categories, belows],
    )
    return rowsPerValue<{ id: number }>(rows, categories.length)
  }
}
