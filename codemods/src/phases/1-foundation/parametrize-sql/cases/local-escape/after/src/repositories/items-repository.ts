import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByNameAndCategoryAndNameNot(
    name: string,
    category: string,
    name2: string,
    createdAt: string | null,
  ): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE name = ? AND category = ? AND name <> ? AND created_at > ?',
      [name, category, name2, createdAt],
    )
  }

  listIdByName(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE name = ?', [name])
  }
}
