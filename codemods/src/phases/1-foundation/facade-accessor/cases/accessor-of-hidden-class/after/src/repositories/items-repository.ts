import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsNameRow {
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items ORDER BY id')
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = $1 WHERE id = $2', [name, id])
  }
}
