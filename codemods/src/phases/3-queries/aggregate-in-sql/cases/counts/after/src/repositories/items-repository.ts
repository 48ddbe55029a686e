import { inject, Repository } from '@duckshift/runtime'
import type { Item } from '../counts.js'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listByCategory(category: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT * FROM items WHERE category = ? ORDER BY name LIMIT 3', [category])
  }

  listAll(): Promise<Item[]> {
    return this.db.query<Item>('SELECT * FROM items')
  }

  listByIdAtLeast(above: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT * FROM items WHERE id >= ?', [above])
  }

  listIdAndPrice(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, price FROM items')
  }

  /** How many rows `listByCategory` finds, counted by the database. */
  async countByCategory(category: string): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT count(*) AS total
        FROM (SELECT * FROM items WHERE category = ? ORDER BY name LIMIT 3) AS found`,
      [category],
    )
    return Number(row!.total)
  }

  /** How many rows `listAll` finds that satisfy a condition, counted by the database. */
  async countMatching(): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT count(*) AS total
        FROM (SELECT * FROM items) AS found
        WHERE (id > 2 AND coalesce(price, 0) <= 5)`,
    )
    return Number(row!.total)
  }

  /** How many rows `listByIdAtLeast` finds that satisfy a condition, counted by the database. */
  async countByIdAtLeastMatching(above: number, name: string): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT count(*) AS total
        FROM (SELECT * FROM items WHERE id >= ?) AS found
        WHERE ((name IS NOT DISTINCT FROM ? OR category IS NULL) OR category IS DISTINCT FROM 'it''s')`,
      [above, name],
    )
    return Number(row!.total)
  }

  /** How many rows `listIdAndPrice` finds that satisfy a condition, counted by the database. */
  async countIdAndPriceMatching(): Promise<number> {
    const row = await this.db.maybeOne<{ total: number | bigint }>(
      `SELECT count(*) AS total
        FROM (SELECT id, price FROM items) AS found
        WHERE (NOT (coalesce(price, 0) > 7 AND NOT isnan(price)) AND id IS DISTINCT FROM 0)`,
    )
    return Number(row!.total)
  }
}
