import { getClient } from '../db.js'

/** Written by hand. */
export class ItemsRepository {
  async names(): Promise<string[]> {
    const rows = await getClient().query<{ name: string }>('SELECT name FROM items ORDER BY name')
    return rows.map(({ name }) => name)
  }
}
