import { type DuckDBConnection } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  raw(): Promise<DuckDBConnection> {
    this.connection ??= openInstance(':memory:').then((instance) => instance.connect())
    return this.connection
  }
  async query<T>(sql: string): Promise<T[]> {
    return (await (await this.raw()).runAndReadAll(sql)).getRowObjectsJS() as T[]
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= legacyClient(new Client())
  return client
}
