import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  }
}
