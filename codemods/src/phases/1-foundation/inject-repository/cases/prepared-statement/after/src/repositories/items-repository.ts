import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsIdRow {
  id: number
}

export interface ItemsIdAndPriceByNameAndPriceAboveRow {
  id: number
  price: number | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id: number, name: string | null, price: number): Promise<void> {
    await this.db.execute('INSERT INTO items (id, name, price) VALUES (?, ?, ?)', [id, name, price])
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE items SET name = $name WHERE id = $id',
      { name, id },
    )
    return rowsChanged
  }

  listId(): Promise<ItemsIdRow[]> {
    return this.db.query<ItemsIdRow>('SELECT id FROM items ORDER BY id')
  }

  listIdAndPriceByNameAndPriceAbove(
    name: string,
    price: number,
  ): Promise<ItemsIdAndPriceByNameAndPriceAboveRow[]> {
    return this.db.query<ItemsIdAndPriceByNameAndPriceAboveRow>(
      'SELECT id, price FROM items WHERE name = $1 AND price > $2 ORDER BY price',
      [name, price],
    )
  }
}
