import { inject, Repository } from '@duckshift/runtime'
import { allDatabase } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(allDatabase)) {
    super(db)
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY id')
  }

  findNameById(id: number): Promise<{ name: string } | undefined> {
    return this.db.maybeOne<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}
