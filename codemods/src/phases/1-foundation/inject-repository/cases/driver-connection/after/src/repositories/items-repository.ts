import { inject, Repository } from '@duckshift/runtime'
import { database } from '../db/database.js'

export interface ItemsNameByIdRow {
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findNameById(id: number): Promise<ItemsNameByIdRow[]> {
    return this.db.query<ItemsNameByIdRow>('SELECT name FROM items WHERE id = $1', [id])
  }

  async deleteById(id: number): Promise<void> {
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
  }
}
