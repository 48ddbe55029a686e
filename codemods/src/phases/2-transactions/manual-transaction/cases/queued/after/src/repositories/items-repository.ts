import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute('INSERT INTO items (name) VALUES (?)', [name])
    return rowsChanged
  }
}
