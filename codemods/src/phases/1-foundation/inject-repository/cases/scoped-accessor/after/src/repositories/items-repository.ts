import { Repository } from '@duckshift/runtime'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  async listName(): Promise<unknown[][]> {
    const rows = await this.db.query('SELECT name FROM items')
    return rows.map((row) => Object.values(row))
  }
}
