import { inject, Repository } from '@duckshift/runtime'
import { legacyDb } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}
