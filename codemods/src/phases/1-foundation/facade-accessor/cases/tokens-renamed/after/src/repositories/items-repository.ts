import { inject, Repository } from '@duckshift/runtime'
import { mainDatabase } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(mainDatabase)) {
    super(db)
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items')
  }

  listId(): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items')
  }
}
