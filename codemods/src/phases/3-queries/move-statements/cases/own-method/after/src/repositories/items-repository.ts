import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../item-store.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async findIdAndNameById(id: number): Promise<Item | null> {
    const row = await this.db.maybeOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
    return row ?? null
  }

  listIdAndName(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items ORDER BY name')
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  listName(): Promise<Pick<Item, 'name'>[]> {
    return this.db.query<Pick<Item, 'name'>>(`SELECT name FROM items ORDER BY name`)
  }
}
