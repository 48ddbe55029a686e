import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Item } from '../items.js'

export interface ItemsUpdateNameByIdRow {
  Count: bigint | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndNameByName(name: string): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
  }

  updateNameById(name: string, id: number): Promise<ItemsUpdateNameByIdRow[]> {
    return this.db.query<ItemsUpdateNameByIdRow>('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  findPriceById(id: number): Promise<{ price: number | null }[]> {
    return this.db.query<{ price: number | null }>('SELECT price FROM items WHERE id = ?', [id])
  }
}
