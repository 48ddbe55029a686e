import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items')
  }

  listPrice(): Promise<{ price: number | null }[]> {
    return this.db.query<{ price: number | null }>('SELECT price FROM items')
  }

  listCategory(): Promise<{ category: string | null }[]> {
    return this.db.query<{ category: string | null }>('SELECT category FROM items')
  }
}
