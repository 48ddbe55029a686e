import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Client {
  private opened: Promise<DuckDBConnection> | undefined

  async query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    this.opened ??= DuckDBInstance.create('app.duckdb').then((instance) => instance.connect())
    const reader = await (await this.opened).runAndReadAll(sql, values as never)
    return reader.getRowObjectsJS() as T[]
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
