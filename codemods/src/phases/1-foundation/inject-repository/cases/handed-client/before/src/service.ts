import type { Client } from './db.js'

export class Service {
  constructor(private readonly db: Client) {}

  async cheapest(): Promise<number | undefined> {
    const rows = await this.db.query<{ id: number }>('SELECT id FROM items ORDER BY price LIMIT 1')
    return rows[0]?.id
  }

  async inTransaction(id: number): Promise<void> {
    await this.db.execute('BEGIN')
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    await this.db.execute('COMMIT')
  }
}
