import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`, and what is left of them. */
export class ItemStore extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  // kept by hand
  findById(id: number): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items WHERE id = $1', [id])
  }
}
