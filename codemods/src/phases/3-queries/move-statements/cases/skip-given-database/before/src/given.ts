import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

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
