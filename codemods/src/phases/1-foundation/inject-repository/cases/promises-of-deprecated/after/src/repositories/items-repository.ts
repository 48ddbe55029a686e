import { inject, Repository } from '@duckshift/runtime'
import { legacyDb } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<any[]> {
    return this.db.query<any>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  listId(ids: number[]): Promise<any[]> {
    return this.db.query<any>('SELECT id FROM items WHERE list_contains(?, id)', [ids])
  }
}
