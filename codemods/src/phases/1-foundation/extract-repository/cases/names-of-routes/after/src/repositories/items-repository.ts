import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  summarizeByShelf(): Promise<{ shelf: string; dearest: number }[]> {
    return this.db.query<{ shelf: string; dearest: number }>(
      'SELECT shelf, max(price) AS dearest FROM items GROUP BY shelf',
    )
  }

  summarizeByShelfForShelvesGet(): Promise<{ shelf: string; n: number }[]> {
    return this.db.query<{ shelf: string; n: number }>(
      'SELECT shelf, count(*) AS n FROM items GROUP BY shelf',
    )
  }

  summarizeByShelfForShelvesPost(): Promise<{ shelf: string; worth: number }[]> {
    return this.db.query<{ shelf: string; worth: number }>(
      'SELECT shelf, sum(price) AS worth FROM items GROUP BY shelf',
    )
  }
}
