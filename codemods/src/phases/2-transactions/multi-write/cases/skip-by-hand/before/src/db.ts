import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

class Client {
  private connection: Promise<DuckDBConnection> | undefined

  private connect() {
    this.connection ??= DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
    return this.connection
  }

  async query<T = Record<string, unknown>>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    console.debug(sql)
    const reader = await (await this.connect()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS() as T[]
  }

  /** How many rows it changed. */
  async execute(sql: string, params: DuckDBValue[] = []): Promise<number> {
    console.debug(sql)
    return (await (await this.connect()).run(sql, params)).rowsChanged
  }

  async tx<T>(work: () => Promise<T>): Promise<T> {
    await this.execute('BEGIN')
    try {
      const result = await work()
      await this.execute('COMMIT')
      return result
    } catch (error) {
      await this.execute('ROLLBACK')
      throw error
    }
  }
}

export const client = new Client()
