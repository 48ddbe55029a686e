import { type Client, getClient } from './db.js'

export class Items {
  private kept: Client | undefined

  private client(): Client {
    this.kept ??= getClient()
    return this.kept
  }

  async names(): Promise<string[]> {
    const rows = await this.client().query<{ name: string }>('SELECT name FROM items')
    return rows.map((row) => row.name)
  }
}
