import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  async findIdAndNameById(id: number): Promise<Item | null> {
    const row = await this.db.maybeOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
    return row ?? null
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  listIdByPriceBelow(price: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE price < ?', [price])
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*) AS n FROM items')
  }

  listIdByPriceBetween(low: number, high: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE price BETWEEN ? AND ?', [low, high])
  }

  listIdByName(name: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE name = ? ORDER BY id', [name])
  }
}
