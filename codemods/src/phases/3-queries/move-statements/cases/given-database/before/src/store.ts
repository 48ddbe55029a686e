import type { Client } from './db.js'

export class Names {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  async all(): Promise<string[]> {
    const rows = await this.#rows<{ name: string }>('SELECT name FROM items ORDER BY name')
    return rows.map(({ name }) => name)
  }

  #rows<T>(sql: string): Promise<T[]> {
    return this.#client.query<T>(sql)
  }
}
