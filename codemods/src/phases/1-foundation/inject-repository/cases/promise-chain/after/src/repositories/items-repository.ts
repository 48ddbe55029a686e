import { inject, Repository } from '@duckshift/runtime'
import { allDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(allDatabase)) {
    super(db)
  }

  listIdAndName(limit: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items LIMIT ?', [limit])
  }

  listIdAndNameForCount(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items')
  }

  listIdAndNameByIdAbove(id: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE id > ?', [id])
  }
}
