import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByNameAndCategory(name: string, category: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT /* why? */ id FROM items WHERE name = ? AND /* it's for ?, no value */ category = ?`,
      [name, category],
    )
  }

  listIdByNameAndCategoryForInLine(name: string, category: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id -- what's that?
      FROM items WHERE name = ? AND category = ?`,
      [name, category],
    )
  }

  listIdByNameNotAndNameAndCategory(name: string, category: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id FROM items WHERE name <> $$?'$$ AND name = ? AND category = ?`,
      [name, category],
    )
  }
}
