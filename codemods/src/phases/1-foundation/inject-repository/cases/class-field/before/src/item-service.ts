import { type Client, getClient } from './db.js'

/** Items, for the shop. */
export class ItemService {
  private readonly db: Client = getClient()

  constructor(private readonly limit = 10) {}

  /** Cheapest first. */
  async cheapest() {
    return this.db.query<{ id: number }>('SELECT id FROM items ORDER BY price LIMIT ?', [this.limit])
  }

  async add(id: number, name: string) {
    await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name]) // price comes later
  }
}
