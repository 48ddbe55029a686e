import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id: number, name: string, category: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      `
    INSERT INTO items (id, name, category)
    VALUES (?, ?, ?)
  `,
      [id, name, category],
    )
    return rowsChanged
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }
}
