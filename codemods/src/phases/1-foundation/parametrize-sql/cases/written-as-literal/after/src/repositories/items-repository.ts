import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsInsertRow {
  Count: bigint | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  insert(id: number, name: string, price: number | null, category: string | null): Promise<ItemsInsertRow[]> {
    return this.db.query<ItemsInsertRow>(
      `INSERT INTO items (id, name, price, category) VALUES (
    ?,
    ?,
    ?,
    ?
  )`,
      [id, name, price, category],
    )
  }

  listIdByIdNotAndPriceBelow(id: bigint, isCheap: boolean, size: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE id <> ? AND (price < 10) = ? LIMIT ?',
      [id, isCheap, size],
    )
  }

  listIdByPriceOrCategory(price: number | null, category: string | null): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE price = ? OR category = ?',
      [price, category],
    )
  }
}
