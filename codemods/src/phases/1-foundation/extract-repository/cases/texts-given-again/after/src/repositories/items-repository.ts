import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsIdRow {
  id: number
}

export interface ItemsNameRow {
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listId(): Promise<ItemsIdRow[]> {
    return this.db.query<ItemsIdRow>('SELECT id FROM items')
  }

  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items')
  }

  listPrice(): Promise<{ price: number }[]> {
    return this.db.query<{ price: number }>('SELECT price FROM items')
  }

  listIdAndText(): Promise<{ id: number; text: string }[]> {
    return this.db.query<{ id: number; text: string }>(
      `SELECT id, 'a\r
b' AS text FROM items`,
    )
  }
}
