import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async deleteById(id: number): Promise<void> {
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  async upsert(id: number, name: string, price: number): Promise<void> {
    await this.db.execute(
      'INSERT INTO items (id, name, price) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET price = excluded.price',
      [id, name, price],
    )
  }

  async deleteByMissingPrice(): Promise<void> {
    await this.db.execute('DELETE FROM items WHERE price IS NULL')
  }

  async updateNameToUnknownByName(): Promise<void> {
    await this.db.execute("UPDATE items SET name = 'unknown' WHERE name = ''")
  }
}
