import { inject, Repository } from '@duckshift/runtime'
import { legacyClientDatabase } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(legacyClientDatabase)) {
    super(db)
  }

  listId(): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items')
  }
}
