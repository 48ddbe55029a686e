import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ? ORDER BY id', [name])
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY id')
  }
}
