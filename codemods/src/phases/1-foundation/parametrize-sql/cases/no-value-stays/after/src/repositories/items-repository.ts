import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  sorted(column: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(`SELECT id, name FROM items ORDER BY name, ${column}`)
  }
}
