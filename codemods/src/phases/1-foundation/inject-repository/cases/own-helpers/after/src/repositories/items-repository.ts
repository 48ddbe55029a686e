import { Repository } from '@duckshift/runtime'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  findIdAndNameById(id: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  }
}
