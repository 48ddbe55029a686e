import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY id')
  }

  async insert(id: number, name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute('INSERT INTO items VALUES (?, ?, 1.0)', [id, name])
    return rowsChanged
  }

  countAll(): Promise<{ n: bigint }[]> {
    return this.db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  }

  findNameFirst(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY id LIMIT 1')
  }

  sumPrice(): Promise<{ total: number }[]> {
    return this.db.query<{ total: number }>('SELECT sum(price) AS total FROM items')
  }

  findHighestPrice(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY price DESC LIMIT 1')
  }
}
