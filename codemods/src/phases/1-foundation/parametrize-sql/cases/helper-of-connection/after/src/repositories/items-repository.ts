import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  listIdByNameLike(name: string): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT id FROM items WHERE name LIKE ?', [name])
  }

  listIdByAddedAndPriceAtLeast(day: Date | string, low: number): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>(
      'SELECT id FROM items WHERE added = CAST(? AS DATE) AND price >= ?',
      [day, low],
    )
  }
}
