import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndNameByShop(shop) {
    return this.db.query('SELECT id, name FROM items WHERE shop = ?', [shop])
  }
}
