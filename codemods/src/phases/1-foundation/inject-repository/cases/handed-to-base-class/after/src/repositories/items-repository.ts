import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  findNameFirst(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY price LIMIT 1')
  }
}
