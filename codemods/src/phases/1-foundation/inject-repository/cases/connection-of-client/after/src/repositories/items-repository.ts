import { Repository } from '@duckshift/runtime'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  async insert(id: number, name: string): Promise<void> {
    await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  }

  async deleteById(id: number): Promise<void> {
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
  }
}
