import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  private instance: DuckDBInstance | undefined
  private connection: DuckDBConnection | undefined

  private async open(): Promise<DuckDBConnection> {
    if (!this.connection) {
      this.instance = await DuckDBInstance.create('items.duckdb')
      this.connection = await this.instance.connect()
    }
    return this.connection
  }

  async query<T = unknown>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    const reader = await (await this.open()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS() as T[]
  }

  async close(): Promise<void> {
    this.connection?.closeSync()
    this.instance?.closeSync()
    this.connection = undefined
    this.instance = undefined
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
