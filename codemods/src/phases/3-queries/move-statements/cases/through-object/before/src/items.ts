import { getDb, type Values } from './db.js'

interface Item {
  id: number
  name: string
}

async function all<T>(sql: string, values: Values = []): Promise<T[]> {
  const db = await getDb()
  return db.query<T>(sql, values)
}

export class Items {
  async names(): Promise<string[]> {
    const rows = await all<Item>('SELECT id, name FROM items ORDER BY id')
    return rows.map(({ name }) => `${name}!`)
  }

  async rename(id: number, name: string): Promise<void> {
    await this.write('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  /** What the object does with values is not looked at again: the statement stays. */
  one(id: number): Promise<Item[]> {
    return all<Item>(`SELECT id, name FROM items WHERE id = ${id}`)
  }

  private async write(sql: string, values: Values): Promise<void> {
    await (await getDb()).execute(sql, values)
  }
}
