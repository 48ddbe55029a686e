import { Store } from './store.js'

export class ItemStore extends Store {
  async names(): Promise<string[]> {
    const rows = await this.rows<{ name: string }>('SELECT name FROM items ORDER BY name')
    return rows.map(({ name }) => name)
  }
}
