import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  }
}
