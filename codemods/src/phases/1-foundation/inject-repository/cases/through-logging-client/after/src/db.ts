import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

class Client {
  private connection: Promise<DuckDBConnection> | undefined

  private connect() {
    this.connection ??= openInstance(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
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
}

export const client = new Client()
