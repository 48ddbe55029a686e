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
let opened = 0

export async function getClient(): Promise<Client> {
  client ??= await open()
  return client
}

async function open(): Promise<Client> {
  opened++
  const instance = await DuckDBInstance.create('items.duckdb')
  return new Client(await instance.connect())
}

export const timesOpened = () => opened
