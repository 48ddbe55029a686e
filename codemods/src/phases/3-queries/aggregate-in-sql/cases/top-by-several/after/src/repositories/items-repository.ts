import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndSizeByCategory(category: string): Promise<{ id: number; size: number }[]> {
    return this.db.query<{ id: number; size: number }>(
      'SELECT id, length(name)::INTEGER AS size FROM items WHERE category = ? ORDER BY name',
      [category],
    )
  }

  bottomIdAndSizeByCategoryById(category: string): Promise<{ size: number }[]> {
    return this.db.query<{ size: number }>(
      `SELECT length(name)::INTEGER AS size FROM items WHERE category = ? ORDER BY id, id DESC, name, rowid LIMIT 2`,
      [category],
    )
  }
}
