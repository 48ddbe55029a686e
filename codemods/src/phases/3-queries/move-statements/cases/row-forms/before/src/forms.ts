import { inject } from '@duckshift/runtime'
import { database } from './database.js'

interface Item {
  id: number
  name: string
}

type Values = (string | number)[]

export class Forms {
  private readonly db = inject(database)

  first(id: number): Promise<Item | undefined> {
    return this.one<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  firstOrNull(id: number): Promise<Item | null> {
    return this.oneOrNull<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  }

  last(): Promise<Item | undefined> {
    return this.head<Item>('SELECT id, name FROM items ORDER BY id DESC')
  }

  async remove(id: number): Promise<boolean> {
    return (await this.changed('DELETE FROM items WHERE id = ?', [id])) > 0
  }

  async clear(): Promise<void> {
    await this.told('DELETE FROM items')
  }

  /** What the database tells of the write is used: the statement stays. */
  async clearAndTell(): Promise<number> {
    const report = await this.told("DELETE FROM items WHERE name = ''")
    return report.rowsChanged
  }

  private one<T extends object>(sql: string, values: Values): Promise<T | undefined> {
    return this.db.maybeOne<T>(sql, values)
  }

  private async oneOrNull<T extends object>(sql: string, values: Values): Promise<T | null> {
    return (await this.db.maybeOne<T>(sql, values)) ?? null
  }

  private async head<T extends object>(sql: string): Promise<T | undefined> {
    const [row] = await this.db.query<T>(sql)
    return row
  }

  private changed(sql: string, values: Values): Promise<number> {
    return this.db.execute(sql, values).then((result) => result.rowsChanged)
  }

  private told(sql: string) {
    return this.db.execute(sql)
  }
}
