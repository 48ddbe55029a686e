import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class DuckDBClient {
  private connection: DuckDBConnection | undefined

  async query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    this.connection ??= await (await DuckDBInstance.create('shop.duckdb')).connect()
    const reader = await this.connection.runAndReadAll(sql, params as never)
    return reader.getRowObjectsJS() as T[]
  }
}

let client: DuckDBClient | undefined

export function getDuckDBClient(): DuckDBClient {
  client ??= new DuckDBClient()
  return client
}
