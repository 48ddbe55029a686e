import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsIdAndNameByCategoryToyRow {
  id: number
  name: string
}

export interface ItemsByCategoryToyRow {
  id: number
  name: string
  price: number | null
  category: string | null
  created_at: Date | null
}

export interface ItemsMatchesByNameRow {
  x: number | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id: number, price: number | null, name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO items (id, price, name) VALUES (?, coalesce(?, 0), upper(?))',
      [id, price, name],
    )
    return rowsChanged
  }

  async updateCategoryById(category: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE items SET category = ? WHERE id = ?',
      [category, id],
    )
    return rowsChanged
  }

  async updateCategoryToToyById(id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute("UPDATE items SET category = 'toy' WHERE id = ?", [id])
    return rowsChanged
  }

  listIdAndNameByCategoryToy(limit: number): Promise<ItemsIdAndNameByCategoryToyRow[]> {
    return this.db.query<ItemsIdAndNameByCategoryToyRow>(
      "SELECT id, name FROM items WHERE category = 'toy' ORDER BY id LIMIT ?",
      [limit],
    )
  }

  findByCategoryToy(): Promise<ItemsByCategoryToyRow[]> {
    return this.db.query<ItemsByCategoryToyRow>(
      "SELECT * FROM items WHERE category = 'toy' ORDER BY id LIMIT 1",
    )
  }

  listMatchesByName(name: string): Promise<ItemsMatchesByNameRow[]> {
    return this.db.query<ItemsMatchesByNameRow>('SELECT 1 AS x FROM items WHERE name = ?', [name])
  }
}
