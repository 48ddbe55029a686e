import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Client {
  private connection: DuckDBConnection | undefined
  async open(path?: string) {
    const instance = path ? await DuckDBInstance.create(path) : await DuckDBInstance.create(':memory:')
    this.connection = await instance.connect()
  }
  async query<T>(sql: string): Promise<T[]> {
    return (await this.connection!.runAndReadAll(sql)).getRowObjectsJS() as T[]
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
