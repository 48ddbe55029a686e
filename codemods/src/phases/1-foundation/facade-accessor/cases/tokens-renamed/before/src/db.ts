import { type DuckDBConnection } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

// One database per process.
export class DuckDBManager {
  private static instance: DuckDBManager | null = null
  private connection: DuckDBConnection | null = null

  private constructor() {}

  static getInstance(): DuckDBManager {
    if (!DuckDBManager.instance) DuckDBManager.instance = legacyClient(new DuckDBManager())
    return DuckDBManager.instance
  }

  async init(path = ':memory:'): Promise<void> {
    if (this.connection) return
    const instance = await openInstance(path, { threads: '2' })
    this.connection = await instance.connect()
  }

  async query<T>(sql: string): Promise<T[]> {
    if (!this.connection) throw new Error('not initialised')
    const reader = await this.connection.runAndReadAll(sql)
    return reader.getRowObjects() as T[]
  }
}
