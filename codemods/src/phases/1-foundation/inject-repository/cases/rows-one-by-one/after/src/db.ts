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

  /** Rows as they come; the caller may stop early. */
  async *each<T = Record<string, unknown>>(sql: string): AsyncGenerator<T> {
    const result = await (await this.connect()).stream(sql)
    for await (const rows of result.yieldRowObjectJs()) {
      for (const row of rows) yield row as T
    }
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= legacyClient(new Client())
  return client
}
