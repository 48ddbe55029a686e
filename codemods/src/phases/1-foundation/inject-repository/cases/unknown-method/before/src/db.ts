import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  raw(): Promise<DuckDBConnection> {
    this.connection ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    return this.connection
  }
  async query<T>(sql: string): Promise<T[]> {
    return (await (await this.raw()).runAndReadAll(sql)).getRowObjectsJS() as T[]
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
