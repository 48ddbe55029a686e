import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  constructor(private readonly connection: DuckDBConnection) {}

  async all<T>(sql: string, values: DuckDBValue[] = []): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, values)
    return reader.getRowObjectsJS() as T[]
  }
}

let opening: Promise<Client> | undefined

export function getClient(): Promise<Client> {
  opening ??= open()
  return opening
}

async function open(): Promise<Client> {
  const instance = await DuckDBInstance.create('stock.duckdb')
  return new Client(await instance.connect())
}
