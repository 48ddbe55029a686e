import { inject, Repository } from '@duckshift/runtime'
import { runDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(runDatabase)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  findIdAndNameById(id: number): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  listIdAndName(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items ORDER BY id')
  }

  findIdAndNameFirst(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items ORDER BY price LIMIT 1')
  }
}
