import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsCategoryRow {
  category: string | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listId(): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items')
  }

  listCategory(): Promise<ItemsCategoryRow[]> {
    return this.db.query<ItemsCategoryRow>('SELECT category FROM items ORDER BY id')
  }
}
