import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  }

  async deleteByName(tenant: string): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE name = $1', [tenant])
    return rowsChanged
  }

  async deleteById(turn: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE id = $1', [turn])
    return rowsChanged
  }
}
