import { BaseService } from './base.js'

export class ItemService extends BaseService {
  async cheapest(): Promise<string | undefined> {
    const [row] = await this.db.query<{ name: string }>('SELECT name FROM items ORDER BY price LIMIT 1')
    this.log('cheapest')
    return row?.name
  }

  async rename(id: number, name: string): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}
