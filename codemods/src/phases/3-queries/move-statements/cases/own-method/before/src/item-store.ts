import { getClient } from './db.js'

interface Item {
  id: number
  name: string
}

export class ItemStore {
  async find(id: number): Promise<Item | null> {
    return this.row<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  async names(): Promise<string[]> {
    const rows = await this.rows<Item>('SELECT id, name FROM items ORDER BY name')
    return rows.map(({ name }) => name)
  }

  async rename(id: number, name: string): Promise<void> {
    await this.#write('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  /** Which items these are, only the caller knows: the statement stays, and so does what sends it. */
  where(condition: string): Promise<Item[]> {
    return this.rows<Item>(`SELECT id, name FROM items WHERE ${condition}`)
  }

  private async row<T>(sql: string, values: (string | number)[]): Promise<T | null> {
    const rows = await getClient().query<T>(sql, values)
    return rows[0] ?? null
  }

  private async rows<T>(sql: string, values: (string | number)[] = []): Promise<T[]> {
    return getClient().query<T>(sql, values)
  }

  async #write(sql: string, values: (string | number)[] = []): Promise<void> {
    await getClient().execute(sql, values)
  }
}
