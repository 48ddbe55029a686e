import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByName(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE name = ? LIMIT 5', [name])
  }

  listIdByCategoryToolsAndPriceBelow(below: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id FROM items WHERE category = 'tools' AND price < ?`,
      [below],
    )
  }

  listIdAndNameByCategoryAndPriceBelow(below: number): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>(
      `SELECT id, name FROM items WHERE category IN ('tools', 'toys') AND price < 10 AND price < ? ORDER BY name, id`,
      [below],
    )
  }

  listIdAndNameByCategory(category: string): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>(
      `SELECT id, name FROM items WHERE category = ? AND category IN ('tools', 'toys') LIMIT 5`,
      [category],
    )
  }

  listIdByNameAndCategoryNotClosed(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id FROM items WHERE name = ? AND category <> 'closed'`,
      [name],
    )
  }

  findPriceById(id: number): Promise<{ price: number }[]> {
    return this.db.query<{ price: number }>('SELECT price FROM items WHERE id = ?', [id])
  }
}
