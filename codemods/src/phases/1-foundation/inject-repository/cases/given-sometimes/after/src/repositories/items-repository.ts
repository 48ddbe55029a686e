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

  countAll(): Promise<{ n: bigint }[]> {
    return this.db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  }

  async deleteAll(): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items')
    return rowsChanged
  }
}
