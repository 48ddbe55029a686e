import { inject, Repository } from '@duckshift/runtime'
import { warehouseDatabase } from '../database.js'
import type { WarehouseRow } from '../warehouse.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(warehouseDatabase)) {
    super(db)
  }

  listId(): Promise<WarehouseRow[]> {
    return this.db.query<WarehouseRow>('SELECT id FROM items')
  }
}
