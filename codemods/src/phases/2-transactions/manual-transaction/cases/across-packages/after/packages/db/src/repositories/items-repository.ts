import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsDeleteByIdRow {
  Count: bigint | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  deleteById(id: number): Promise<ItemsDeleteByIdRow[]> {
    return this.db.query<ItemsDeleteByIdRow>('DELETE FROM items WHERE id = ?', [id])
  }
}
