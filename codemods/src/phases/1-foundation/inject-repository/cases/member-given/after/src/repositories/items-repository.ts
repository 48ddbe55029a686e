import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsIdByIdRow {
  id: number
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countAll(): Promise<{ n: bigint }[]> {
    return this.db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  findIdById(id: number): Promise<ItemsIdByIdRow[]> {
    return this.db.query<ItemsIdByIdRow>('SELECT id FROM items WHERE id = ?', [id])
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  }

  async deleteAll(): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items')
    return rowsChanged
  }
}
