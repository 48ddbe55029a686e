import { type Client, getClient } from './db.js'

export abstract class Store {
  protected constructor(protected readonly db: Client) {}

  async size(): Promise<number> {
    const rows = await this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
    return rows[0]?.n ?? 0
  }
}

export class ItemStore extends Store {
  constructor(
    db: Client,
    readonly label = 'items',
  ) {
    super(db)
  }

  static open(): ItemStore {
    return new ItemStore(getClient())
  }

  async rename(id: number, name: string): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}

/** Has the constructor that it inherits. */
export class LoudStore extends ItemStore {
  async cheapest(): Promise<string | undefined> {
    const rows = await this.db.query<{ name: string }>('SELECT name FROM items ORDER BY price LIMIT 1')
    return rows[0]?.name.toUpperCase()
  }
}
