import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsIdRow {
  id: number
}

export interface ItemsNameByIdRow {
  name: string
}

export interface ItemsIdAndNameByPriceAboveRow {
  id: number
  name: string
}

export interface ItemsCountAllRow {
  n: bigint | null
}

export interface ItemsSumPriceRow {
  total: number | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listId(): Promise<ItemsIdRow[]> {
    return this.db.query<ItemsIdRow>('SELECT id FROM items')
  }

  findNameById(id: number): Promise<ItemsNameByIdRow[]> {
    return this.db.query<ItemsNameByIdRow>('SELECT name FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  listIdAndNameByPriceAbove(price: number): Promise<ItemsIdAndNameByPriceAboveRow[]> {
    return this.db.query<ItemsIdAndNameByPriceAboveRow>('SELECT id, name FROM items WHERE price > ?', [price])
  }

  countAll(): Promise<ItemsCountAllRow[]> {
    return this.db.query<ItemsCountAllRow>('SELECT count(*) AS n FROM items')
  }

  sumPrice(): Promise<ItemsSumPriceRow[]> {
    return this.db.query<ItemsSumPriceRow>('SELECT sum(price) AS total FROM items')
  }

  async deleteAll(): Promise<void> {
    await this.db.execute('DELETE FROM items')
  }

  async findIdAndNameById(id: number): Promise<unknown[][]> {
    const rows = await this.db.query('SELECT id, name FROM items WHERE id = $1', [id])
    return rows.map((row) => Object.values(row))
  }

  async summarizeAll(): Promise<unknown[][]> {
    const rows = await this.db.query('SELECT count(*), max(price) AS "default" FROM items')
    return rows.map((row) => Object.values(row))
  }
}
