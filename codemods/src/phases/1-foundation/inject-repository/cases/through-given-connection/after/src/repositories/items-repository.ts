import { inject, Repository } from '@duckshift/runtime'
import { legacyDb } from '../database.js'
import type { Item } from '../items.js'
import type { Item as Item2 } from '../page.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  findIdById(id: number): Promise<{ id: number } | undefined> {
    return this.db.maybeOne<{ id: number }>('SELECT id FROM items WHERE id = ?', [id])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  async insert(id: number, name: string): Promise<void> {
    await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  }

  listIdAndName(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items ORDER BY id')
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  listId(): Promise<Item2[]> {
    return this.db.query<Item2>('SELECT id::VARCHAR AS id FROM items')
  }

  listName(): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  }
}
