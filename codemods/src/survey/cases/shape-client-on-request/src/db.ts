import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
export class Client {
  private connection: DuckDBConnection | null = null
  async query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    this.connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
    return (await this.connection.runAndReadAll(sql, values as never)).getRowObjectsJS() as T[]
  }
  async execute(sql: string, values: unknown[] = []): Promise<void> {
    await this.query(sql, values)
  }
}
let client: Client | undefined
export function getClient(): Client { // accessor: function
  client ??= new Client()
  return client
}
