import type { DuckDBConnection } from '@duckdb/node-api'
import { getConnection } from './db.js'

export class Store {
  private conn?: DuckDBConnection

  async init(): Promise<void> {
    this.conn = await getConnection()
  }

  async names(): Promise<unknown[]> {
    if (!this.conn) throw new Error('not initialised')
    const reader = await this.conn.runAndReadAll('SELECT name FROM items ORDER BY id')
    return reader.getRows().map((row) => row[0])
  }

  async price(id: number): Promise<number | undefined> {
    const reader = await this.conn?.runAndReadAll('SELECT price FROM items WHERE id = $1', [id])
    return reader?.getRowObjectsJS()[0]?.price as number | undefined
  }
}

export class Ensured {
  private conn: DuckDBConnection | null = null

  private async connection(): Promise<DuckDBConnection> {
    if (!this.conn) this.conn = await getConnection()
    return this.conn
  }

  async add(id: number, name: string): Promise<void> {
    const connection = await this.connection()
    await connection.run('INSERT INTO items VALUES ($1, $2, 1.0)', [id, name])
  }

  async has(id: number): Promise<boolean> {
    const reader = await (await this.connection()).runAndReadAll('SELECT 1 FROM items WHERE id = $1', [id])
    return reader.currentRowCount > 0
  }
}

export class Opened {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(): Promise<Opened> {
    return new Opened(await getConnection())
  }

  private get db(): DuckDBConnection {
    return this.connection
  }

  async cheap(limit: number): Promise<string[]> {
    const reader = await this.db.runAndReadAll('SELECT name FROM items WHERE price < $1', [limit])
    return reader.getRowObjectsJS().map((row) => String(row.name))
  }
}

/** May do more than give it. */
export class Logged {
  private readonly log: string[] = []

  private async connection(): Promise<DuckDBConnection> {
    this.log.push('connection')
    return getConnection()
  }

  async dear(limit: number): Promise<unknown[]> {
    const reader = await (await this.connection()).runAndReadAll('SELECT name FROM items WHERE price > $1', [limit])
    return reader.getRowObjectsJS()
  }

  async names(): Promise<unknown[]> {
    const connection = await this.connection()
    const reader = await connection.runAndReadAll('SELECT name FROM items ORDER BY name')
    return [...reader.getRowObjectsJS(), ...this.log]
  }
}
