import type { Client } from './db.js'

interface Item {
  id: number
  name: string
}

export class ItemService {
  constructor(private readonly db: Client) {}

  async find(id: number): Promise<Item | undefined> {
    // One row at most.
    const rows = await this.db.query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
    return rows[0]
  }

  async rename(id: number, name: string): Promise<void> {
    const known = await this.find(id)
    if (!known) throw new Error(`no item ${id}`)
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    await this.db.execute('INSERT INTO audit (item_id, what) VALUES (?, ?)', [id, 'rename'])
  }

  async countIn(table: string): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
    return row?.n ?? 0
  }
}
