import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsNameRow {
  name: string
}

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

  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items ORDER BY id')
  }

  listCategory(): Promise<ItemsCategoryRow[]> {
    return this.db.query<ItemsCategoryRow>('SELECT category FROM items ORDER BY id')
  }
}
