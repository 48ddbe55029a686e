import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findPriceById(id: number): Promise<{ price: number | null }[]> {
    return this.db.query<{ price: number | null }>('SELECT price FROM items WHERE id = ?', [id])
  }

  countByIdBelow(id: number): Promise<{ n: bigint }[]> {
    return this.db.query<{ n: bigint }>('SELECT count(*) AS n FROM items WHERE id < ?', [id])
  }

  /** What `findPriceById` finds for each of the ids, in their order, with one query. */
  async findPriceByIdForEach(ids: readonly number[]): Promise<{ price: number | null }[][]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<{ price: number | null }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT price, row_number() OVER (ORDER BY rowid) AS batch_order FROM items WHERE id = batch_1) AS found
        ORDER BY batch_position, batch_order`,
      [ids],
    )
    return rowsPerValue<{ price: number | null }>(rows, ids.length)
  }

  /** What `countByIdBelow` finds for each of the ids, in their order, with one query. */
  async countByIdBelowForEach(ids: readonly number[]): Promise<{ n: bigint }[][]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<{ n: bigint }>>(
      `SELECT batch_position, found.*
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT count(*) AS n FROM items WHERE id < batch_1) AS found
        ORDER BY batch_position`,
      [ids],
    )
    return rowsPerValue<{ n: bigint }>(rows, ids.length)
  }
}
