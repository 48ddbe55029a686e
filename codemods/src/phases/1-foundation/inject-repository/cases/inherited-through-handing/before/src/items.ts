import { Named, Table } from './base.js'

export interface Item {
  id: number
  name: string
}

export class Items extends Table<Item> {
  protected readonly table = 'items'

  async named(name: string): Promise<Item[]> {
    return this.client.query<Item>('SELECT id, name FROM items WHERE name = ? ORDER BY id', [name])
  }

  async rename(id: number, name: string): Promise<boolean> {
    return (await this.client.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])) > 0
  }
}

export class ItemNames extends Named {
  async names(): Promise<string[]> {
    const rows = await this.db.query<{ name: string }>('SELECT name FROM items ORDER BY id')
    return rows.map((row) => row.name)
  }
}
