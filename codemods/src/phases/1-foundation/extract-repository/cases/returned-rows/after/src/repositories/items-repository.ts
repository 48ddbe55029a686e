import { inject, Repository } from '@duckshift/runtime'
import { allDatabase } from '../database.js'
import type { Item } from '../items.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(allDatabase)) {
    super(db)
  }

  listIdAndName(): Promise<Item[]> {
    return this.db.query<Item>('SELECT id, name FROM items')
  }

  listIdAndAdded(limit: number): Promise<{ id: number; added: string }[]> {
    return this.db.query<{ id: number; added: string }>('SELECT id, added FROM items LIMIT ?', [limit])
  }

  async findIdFirst(): Promise<{ id: number; item?: Item } | null> {
    const row = await this.db.maybeOne<{ id: number; item?: Item }>(
      'SELECT id FROM items ORDER BY added LIMIT 1',
    )
    return row ?? null
  }

  listId(): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT id FROM items')
  }
}
