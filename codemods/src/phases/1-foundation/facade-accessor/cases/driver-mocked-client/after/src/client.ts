import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, pooledDriver } from '@duckshift/runtime/compat/neo'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined

  async query(sql: string, values: DuckDBValue[] = []): Promise<Record<string, unknown>[]> {
    const connection = await this.connect()
    const reader = await connection.runAndReadAll(sql, values)
    return reader.getRowObjectsJS()
  }

  private connect(): Promise<DuckDBConnection> {
    this.connection ??= pooledDriver(DuckDBInstance).create('stock.duckdb').then((instance) => instance.connect())
    return this.connection
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= legacyClient(new Client())
  return client
}
