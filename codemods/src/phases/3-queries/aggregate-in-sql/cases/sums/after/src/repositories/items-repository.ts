import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByCategory(category: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE category = ? ORDER BY id', [category])
  }

  /** The sum of id over the rows that `listIdByCategory` finds, added up by the database. */
  async sumIdIdByCategory(category: string): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT coalesce(sum(id), 0) AS total
        FROM (SELECT id FROM items WHERE category = ? ORDER BY id) AS found`,
      [category],
    )
    return Number(row!.total)
  }
}
