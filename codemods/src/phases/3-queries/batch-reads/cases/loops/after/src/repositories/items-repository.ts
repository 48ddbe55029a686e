import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findPriceById(id: number): Promise<{ price: number }[]> {
    return this.db.query<{ price: number }>('SELECT price FROM items WHERE id = ?', [id])
  }

  listNameByIdAndPriceAbove(id: number, limit: number): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items WHERE id = ? AND price > ?', [id, limit])
  }

  summarizeByCategory(key: string): Promise<{ n: bigint; top: number | null }[]> {
    return this.db.query<{ n: bigint; top: number | null }>(
      'SELECT count(*) AS n, max(price) AS top FROM items WHERE category = ?',
      [key],
    )
  }

  /** What `findPriceById` finds for each of the ids, in their order, with one query. */
  async findPriceByIdForEach(ids: readonly number[]): Promise<{ price: number }[][]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<{ price: number }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT price, row_number() OVER (ORDER BY rowid) AS batch_order FROM items WHERE id = batch_1) AS found
        ORDER BY batch_position, batch_order`,
      [ids],
    )
    return rowsPerValue<{ price: number }>(rows, ids.length)
  }

  /** What `listNameByIdAndPriceAbove` finds for each of the ids, in their order, with one query. */
  async listNameByIdAndPriceAboveForEach(
    ids: readonly number[],
    limit: number,
  ): Promise<{ name: string }[][]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<{ name: string }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($2::DOUBLE[]) AS batch_1, generate_subscripts($2::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT name, row_number() OVER (ORDER BY rowid) AS batch_order FROM items WHERE id = batch_1 AND price > $1) AS found
        ORDER BY batch_position, batch_order`,
      [limit, ids],
    )
    return rowsPerValue<{ name: string }>(rows, ids.length)
  }

  /** What `summarizeByCategory` finds for each of the keys, in their order, with one query. */
  async summarizeByCategoryForEach(keys: readonly string[]): Promise<{ n: bigint; top: number | null }[][]> {
    if (keys.length === 0) return []
    const rows = await this.db.query<BatchRow<{ n: bigint; top: number | null }>>(
      `SELECT batch_position, found.*
        FROM (SELECT unnest($1::VARCHAR[]) AS batch_1, generate_subscripts($1::VARCHAR[], 1) AS batch_position) AS batch,
        LATERAL (SELECT count(*) AS n, max(price) AS top FROM items WHERE category = batch_1) AS found
        ORDER BY batch_position`,
      [keys],
    )
    return rowsPerValue<{ n: bigint; top: number | null }>(rows, keys.length)
  }
}
