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

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  countAll(): Promise<{ n: bigint }[]> {
    return this.db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  }

  async deleteByName(): Promise<void> {
    await this.db.execute("DELETE FROM items WHERE name = ''")
  }

  async updatePriceByPriceBelow(): Promise<void> {
    await this.db.execute('UPDATE items SET price = 0 WHERE price < 0')
  }
}
