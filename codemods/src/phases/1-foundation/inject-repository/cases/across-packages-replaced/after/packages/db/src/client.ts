import { type DuckDBConnection } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

export class DuckDBClient {
  private connection: DuckDBConnection | undefined

  async query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    this.connection ??= await (await openInstance('shop.duckdb')).connect()
    const reader = await this.connection.runAndReadAll(sql, params as never)
    return reader.getRowObjectsJS() as T[]
  }
}

let client: DuckDBClient | undefined

export function getDuckDBClient(): DuckDBClient {
  client ??= legacyClient(new DuckDBClient())
  return client
}
