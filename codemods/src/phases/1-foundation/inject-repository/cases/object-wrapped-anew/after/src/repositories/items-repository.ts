import { inject, Repository } from '@duckshift/runtime'
import { sharedDbDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(sharedDbDatabase)) {
    super(db)
  }

  listIdAndName(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items ORDER BY name')
  }
}
