import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  private connect() {
    this.connection ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    return this.connection
  }
  async query<T>(sql: string): Promise<T[]> {
    return (await (await this.connect()).runAndReadAll(sql)).getRowObjectsJS() as T[]
  }
  async countItems(): Promise<number> {
    const rows = await this.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
    return Number(rows[0]!.n)
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
