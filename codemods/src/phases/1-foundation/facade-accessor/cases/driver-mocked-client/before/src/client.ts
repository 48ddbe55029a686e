import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined

  async query(sql: string, values: DuckDBValue[] = []): Promise<Record<string, unknown>[]> {
    const connection = await this.connect()
    const reader = await connection.runAndReadAll(sql, values)
    return reader.getRowObjectsJS()
  }

  private connect(): Promise<DuckDBConnection> {
    this.connection ??= DuckDBInstance.create('stock.duckdb').then((instance) => instance.connect())
    return this.connection
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
