import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../forms.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findIdAndNameById(id: number): Promise<Item | undefined> {
    return this.db.maybeOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  async findIdAndNameByIdForFirstOrNull(id: number): Promise<Item | null> {
    const row = await this.db.maybeOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
    return row ?? null
  }

  findIdAndNameFirst(): Promise<Item | undefined> {
    return this.db.maybeOne<Item>('SELECT id, name FROM items ORDER BY id DESC')
  }

  async deleteById(id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    return rowsChanged
  }

  async deleteAll(): Promise<void> {
    await this.db.execute('DELETE FROM items')
  }
}
