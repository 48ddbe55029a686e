import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../projections.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listByCategory(category: string): Promise<Item[]> {
    return this.db.query<Item>(
      'SELECT * FROM items WHERE category = ? ORDER BY price, id LIMIT 4',
      [category],
    )
  }

  listAll(): Promise<{ id: number; price: number | null; category: string | null }[]> {
    return this.db.query<{ id: number; price: number | null; category: string | null }>(
      'SELECT id, price, category FROM items ORDER BY category NULLS FIRST, id',
    )
  }

  listAllForIsCheap(): Promise<Item[]> {
    return this.db.query<Item>('SELECT * FROM items')
  }

  listNameByCategory(category: string): Promise<Pick<Item, 'name'>[]> {
    return this.db.query<Pick<Item, 'name'>>(
      `SELECT name FROM items WHERE category = ? ORDER BY price, id LIMIT 4`,
      [category],
    )
  }

  listIdAndPrice(): Promise<{ id: number; price: number | null }[]> {
    return this.db.query<{ id: number; price: number | null }>(
      `SELECT id, price FROM items ORDER BY category NULLS FIRST, id`,
    )
  }

  listPrice(): Promise<Pick<Item, 'price'>[]> {
    return this.db.query<Pick<Item, 'price'>>(`SELECT price FROM items`)
  }
}
