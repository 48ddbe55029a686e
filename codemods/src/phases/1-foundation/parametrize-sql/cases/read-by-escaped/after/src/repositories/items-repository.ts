import { inject, Repository } from '@duckshift/runtime'
import { allDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(allDatabase)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  listIdAndNameByNameLike(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name LIKE ?', [name])
  }
}
