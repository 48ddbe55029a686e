import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

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
  const instance = await openInstance('stock.duckdb', undefined, { name: 'stock/db' })
  return legacyClient(new Client(await instance.connect()))
}
