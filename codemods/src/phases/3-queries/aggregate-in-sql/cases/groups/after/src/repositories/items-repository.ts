import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../groups.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listAll(): Promise<Item[]> {
    return this.db.query<Item>('SELECT * FROM items ORDER BY price DESC, id')
  }

  listAllForByFirstLetter(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name, category FROM items ORDER BY name')
  }

  listByCategoryNot(category: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT * FROM items WHERE category <> ?', [category])
  }

  countByCategory(): Promise<(Pick<Item, 'category'> & { total: number })[]> {
    return this.db.query<Pick<Item, 'category'> & { total: number }>(
      `SELECT category, count(*)::DOUBLE AS total
        FROM (SELECT category, row_number() OVER (ORDER BY price DESC, id, rowid) AS row_place FROM items) AS found
        GROUP BY category
        ORDER BY min(row_place)`,
    )
  }

  countByNameForFirstLetter(): Promise<(Pick<Item, 'name'> & { total: number })[]> {
    return this.db.query<Pick<Item, 'name'> & { total: number }>(
      `SELECT name, count(*)::DOUBLE AS total
        FROM (SELECT name, row_number() OVER (ORDER BY name, rowid) AS row_place FROM items) AS found
        GROUP BY name
        ORDER BY min(row_place)`,
    )
  }

  sumIdByCategoryAndNameForCategoryNot(
    category: string,
  ): Promise<(Pick<Item, 'category' | 'name'> & { total: number })[]> {
    return this.db.query<Pick<Item, 'category' | 'name'> & { total: number }>(
      `SELECT category, name, coalesce(sum(id), 0)::DOUBLE AS total
        FROM (SELECT category, name, id, row_number() OVER (ORDER BY rowid) AS row_place FROM items WHERE category <> ?) AS found
        GROUP BY category, name
        ORDER BY min(row_place)`,
      [category],
    )
  }
}
