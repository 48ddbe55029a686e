import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  constructor(private readonly connection: DuckDBConnection) {}

  async query<T = unknown>(sql: string, params: unknown[] = []): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, params as DuckDBValue[])
    return reader.getRowObjectsJS() as T[]
  }

  async execute(sql: string, params: unknown[] = []): Promise<number> {
    return (await this.connection.run(sql, params as DuckDBValue[])).rowsChanged
  }
}

let client: Client | undefined

export async function getClient(): Promise<Client> {
  if (!client) {
    const instance = await DuckDBInstance.create('items.duckdb')
    client = new Client(await instance.connect())
    // Another connection would find it there.
    await client.execute('CREATE TABLE items (id INTEGER PRIMARY KEY, name VARCHAR)')
  }
  return client
}
