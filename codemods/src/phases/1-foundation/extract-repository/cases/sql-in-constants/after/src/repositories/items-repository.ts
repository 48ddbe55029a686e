import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndName(): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>('SELECT id, name FROM items')
  }

  findIdAndNameFirst(): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>('SELECT id, name FROM items ORDER BY id LIMIT 1')
  }

  listIdByName(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id
  FROM items
  WHERE name = ?`,
      [name],
    )
  }

  listIdByCategory(category: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE category = ?', [category])
  }

  countAll(): Promise<{ count: number }[]> {
    return this.db.query<{ count: number }>('SELECT count(*)::INTEGER AS count FROM items')
  }

  listIdByCategoryLuxury(): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(`SELECT id FROM items WHERE category = 'luxury'`)
  }
}
