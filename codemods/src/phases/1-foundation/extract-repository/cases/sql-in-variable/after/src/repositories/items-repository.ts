import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndName(): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>('SELECT id, name FROM items ORDER BY id')
  }

  listIdByName(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `
    SELECT id
    FROM items
    WHERE name = $1
  `,
      [name],
    )
  }

  listIdByCategory(category: string, size: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE category = ? LIMIT ?', [category, size])
  }

  listIdByCreatedAtBefore(createdAt: Date | string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE created_at < CAST(? AS TIMESTAMP)',
      [createdAt],
    )
  }

  listIdByNameForSatisfied(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE name = ?', [name])
  }
}
