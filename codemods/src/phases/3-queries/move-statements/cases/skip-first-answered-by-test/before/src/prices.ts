import type { Database } from '@duckshift/runtime'

export class Prices {
  constructor(private readonly db: Database) {}

  price(id: number): Promise<{ price: number } | undefined> {
    return this.first<{ price: number }>('SELECT price FROM items WHERE id = ?', [id])
  }

  private async first<T extends object>(sql: string, values: number[]): Promise<T | undefined> {
    const rows = await this.db.query<T>(sql, values)
    return rows[0]
  }
}
