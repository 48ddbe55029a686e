import { getClient } from './db.js'

export class PriceStore {
  prices() {
    return this.read<{ price: number }>('SELECT price FROM items ORDER BY price')
  }

  private read<T>(sql: string): Promise<T[]> {
    return getClient().query<T>(sql)
  }
}
