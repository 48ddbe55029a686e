import { type Client, getClient } from './db.js'

/** A test that no configuration includes hands in its own. */
export class Items {
  constructor(private readonly db: Client) {}

  async names(): Promise<string[]> {
    const rows = await this.db.query<{ name: string }>('SELECT name FROM items ORDER BY id', [])
    return rows.map((row) => row.name)
  }
}

export const names = () => new Items(getClient()).names()
