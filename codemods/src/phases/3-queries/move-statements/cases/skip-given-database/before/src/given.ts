import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

/** Within a transaction it is given that one's database. */
export async function rename(id: number, name: string, db: Database = inject(database)): Promise<void> {
  const write = async (sql: string, values: (string | number)[]): Promise<void> => {
    await db.execute(sql, values)
  }
  await write('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export class Renamer {
  constructor(private readonly db = inject(database)) {}

  async rename(id: number, name: string): Promise<void> {
    await this.write('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  private async write(sql: string, values: (string | number)[]): Promise<void> {
    await this.db.execute(sql, values)
  }
}

export class Switching {
  private db = inject(database)

  /** From now on in the transaction that is given. */
  within(db: Database): this {
    this.db = db
    return this
  }

  names(): Promise<{ name: string }[]> {
    return this.rows<{ name: string }>('SELECT name FROM items ORDER BY name')
  }

  private rows<T extends object>(sql: string): Promise<T[]> {
    return this.db.query<T>(sql)
  }
}

export class Prices {
  private readonly db = inject(database)

  /** What `this` is here is not the class. */
  cached() {
    return {
      asked: 0,
      async rows<T extends object>(sql: string): Promise<T[]> {
        this.asked += 1
        return [{ sql }] as unknown as T[]
      },
      prices() {
        return this.rows<{ price: number }>('SELECT price FROM items ORDER BY price')
      },
    }
  }

  dynamic(sql: string) {
    return this.rows<{ price: number }>(sql)
  }

  private rows<T extends object>(sql: string): Promise<T[]> {
    return this.db.query<T>(sql)
  }
}
