import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByNameAndCategoryAndPriceAbove(
    category: string,
    name: string,
    price: number,
  ): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'SELECT id FROM items WHERE name = $2 AND category = $1 AND price > $3 AND name <> $1',
      [category, name, price],
    )
  }
}
