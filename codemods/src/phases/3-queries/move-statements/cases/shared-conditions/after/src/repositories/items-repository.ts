import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsNameByIdRow {
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  byIds(ids: any): Promise<ItemsNameByIdRow[]> {
    const marks = ids
      // One for each.
      .map(() => '?')
      .join(', ')
    return this.db.query<ItemsNameByIdRow>(`SELECT name FROM items WHERE id IN (${marks}) ORDER BY id`, ids)
  }
}
