import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT name FROM items')
  }
}
