import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndName(): Promise<{ id: number; name: string }[]> {
    return this.db.query<{ id: number; name: string }>('SELECT id, name FROM items ORDER BY id')
  }

  async insert(id: number, name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    return rowsChanged
  }

  findNameById(id: number): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  }
}
