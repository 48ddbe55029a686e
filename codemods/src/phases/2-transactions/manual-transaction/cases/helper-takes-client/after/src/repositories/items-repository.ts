import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id: number, name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    return rowsChanged
  }
}
