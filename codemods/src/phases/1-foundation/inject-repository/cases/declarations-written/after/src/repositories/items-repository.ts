import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsNameRow {
  name: string | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items')
  }
}
