import { inject, Repository } from '@duckshift/runtime'
import { database } from '../shared-database.js'

export interface ItemsIdRow {
  id: number
}

/** Data access to `items`. */
export class SharedItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listId(): Promise<ItemsIdRow[]> {
    return this.db.query<ItemsIdRow>('SELECT id FROM items')
  }
}
