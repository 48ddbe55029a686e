import { getClient } from './db.js'

export abstract class Store {
  private readonly client = getClient()

  protected rows<T>(sql: string, values: (string | number)[] = []): Promise<T[]> {
    return this.client.query<T>(sql, values)
  }
}
