import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findWeightById(id: number): Promise<{ weight: number }[]> {
    return this.db.query<{ weight: number }>('SELECT weight FROM items WHERE id = ?', [id])
  }
}
