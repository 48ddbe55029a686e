import { getClient } from './db.js'

export class ItemStore {
  names() {
    return this.rows<{ name: string }>('SELECT name FROM items ORDER BY name')
  }

  protected rows<T>(sql: string): Promise<T[]> {
    return getClient().query<T>(sql)
  }
}
