import { type DuckDBConnection } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

interface Options {
  readonly limit: number
}

class Store {
  private connection: DuckDBConnection | null = null

  async initialize(): Promise<void> {
    const instance = await openInstance('items.duckdb')
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

export const store = legacyClient(new Store())
