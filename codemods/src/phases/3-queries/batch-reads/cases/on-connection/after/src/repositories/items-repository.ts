import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsPriceByIdRow {
  price: number | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findPriceById(id: number): Promise<ItemsPriceByIdRow[]> {
    return this.db.query<ItemsPriceByIdRow>('SELECT price FROM items WHERE id = $1', [id])
  }

  /** What `findPriceById` finds for each of the ids, in their order, with one query. */
  async findPriceByIdForEach(ids: readonly number[]): Promise<ItemsPriceByIdRow[][]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<ItemsPriceByIdRow>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT price, row_number() OVER (ORDER BY rowid) AS batch_order FROM items WHERE id = batch_1) AS found
        ORDER BY batch_position, batch_order`,
      [ids],
    )
    return rowsPerValue<ItemsPriceByIdRow>(rows, ids.length)
  }
}
