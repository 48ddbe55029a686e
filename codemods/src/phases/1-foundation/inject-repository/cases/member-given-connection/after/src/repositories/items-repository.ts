import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsNameByPriceBelowRow {
  name: string
}

export interface ItemsNameByPriceAboveRow {
  name: string
}

export interface ItemsNameRow {
  name: string
}

export interface ItemsPriceByIdRow {
  price: number | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listNameByPriceBelow(limit: number): Promise<ItemsNameByPriceBelowRow[]> {
    return this.db.query<ItemsNameByPriceBelowRow>('SELECT name FROM items WHERE price < $1', [limit])
  }

  listNameByPriceAbove(limit: number): Promise<ItemsNameByPriceAboveRow[]> {
    return this.db.query<ItemsNameByPriceAboveRow>('SELECT name FROM items WHERE price > $1', [limit])
  }

  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items ORDER BY name')
  }

  async listNameForNames(): Promise<unknown[][]> {
    const rows = await this.db.query('SELECT name FROM items ORDER BY id')
    return rows.map((row) => Object.values(row))
  }

  findPriceById(id: number): Promise<ItemsPriceByIdRow[]> {
    return this.db.query<ItemsPriceByIdRow>('SELECT price FROM items WHERE id = $1', [id])
  }

  async insert(id: number, name: string): Promise<void> {
    await this.db.execute('INSERT INTO items VALUES ($1, $2, 1.0)', [id, name])
  }
}
