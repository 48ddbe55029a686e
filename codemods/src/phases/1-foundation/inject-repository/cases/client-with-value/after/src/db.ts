import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined

  private connect() {
    this.connection ??= openInstance(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
    return this.connection
  }

  async query<T = Record<string, unknown>>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    const reader = await (await this.connect()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS() as T[]
  }

  /** The first column of the first row. */
  async value<T>(sql: string, params: DuckDBValue[] = []): Promise<T | undefined> {
    const [row] = await this.query<Record<string, T>>(sql, params)
    return row ? Object.values(row)[0] : undefined
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= legacyClient(new Client())
  return client
}
