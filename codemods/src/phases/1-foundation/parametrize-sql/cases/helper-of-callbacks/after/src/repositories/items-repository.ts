import { inject, Repository } from '@duckshift/runtime'
import { allDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(allDatabase)) {
    super(db)
  }

  listIdAndNameByNameAndAddedAtLeast(name: string, added: Date | string, limit: number): Promise<Item[]> {
    return this.db.query<Item>(
      `
    SELECT id, name
    FROM items
    WHERE name = ? AND added >= ?
    LIMIT ?
  `,
      [name, added, limit],
    )
  }

  async findIdAndNameById(id: number): Promise<Item | null> {
    const row = await this.db.maybeOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
    return row ?? null
  }

  listIdByPriceAboveAndNameNot(price: number, name: string): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>(
      'SELECT id FROM items WHERE price > ? AND name <> ?',
      [price, name],
    )
  }

  raised(by: number): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>(`SELECT price + ${by} AS raised FROM items`)
  }
}
