import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findNameById(id: number): Promise<{ name: string } | undefined> {
    return this.db.maybeOne<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  }

  async findPriceById(id: number): Promise<{ price: number } | null> {
    const row = await this.db.maybeOne<{ price: number }>('SELECT price FROM items WHERE id = ?', [id])
    return row ?? null
  }
}
