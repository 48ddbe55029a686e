import { type BatchRow, inject, Repository, rowsPerValue } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findNameById(id: number): Promise<{ name: string } | undefined> {
    return this.db.maybeOne<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  }

  /** What `findNameById` finds for each of the ids, in their order, with one query. */
  async namesTogether(ids: readonly number[]): Promise<({ name: string } | undefined)[]> {
    if (ids.length === 0) return []
    const rows = await this.db.query<BatchRow<{ name: string }>>(
      `SELECT batch_position, found.* EXCLUDE (batch_order)
        FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, generate_subscripts($1::DOUBLE[], 1) AS batch_position) AS batch,
        LATERAL (SELECT name, row_number() OVER (ORDER BY rowid) AS batch_order FROM items WHERE id = batch_1) AS found
        ORDER BY batch_position, batch_order`,
      [ids],
    )
    return rowsPerValue<{ name: string }>(rows, ids.length).map(([row]) => row)
  }
}
