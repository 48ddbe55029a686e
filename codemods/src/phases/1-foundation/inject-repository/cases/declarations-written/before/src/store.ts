import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

interface Options {
  readonly limit: number
}

class Store {
  private connection: DuckDBConnection | null = null

  async initialize(): Promise<void> {
    const instance = await DuckDBInstance.create('items.duckdb')
    this.connection = await instance.connect()
  }

  async all(sql: string): Promise<Record<string, unknown>[]> {
    if (!this.connection) throw new Error('Not initialized')
    const reader = await this.connection.runAndReadAll(sql)
    return reader.getRowObjects()
  }

  async tables(options: Options): Promise<string[]> {
    const rows = await this.all(`SELECT table_name FROM information_schema.tables LIMIT ${options.limit}`)
    return rows.map((row) => String(row.table_name))
  }
}

export const store = new Store()
