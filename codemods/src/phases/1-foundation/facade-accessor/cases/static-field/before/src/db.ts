import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class ShopClient {
  static readonly instance = new ShopClient()
  #connection: Promise<DuckDBConnection> | undefined

  async list<T>(sql: string, values: DuckDBValue[] = []): Promise<T[]> {
    const reader = await (await this.#connect()).runAndReadAll(sql, values)
    return reader.getRowObjectsJS() as T[]
  }

  #connect(): Promise<DuckDBConnection> {
    this.#connection ??= DuckDBInstance.create('shop.duckdb').then((instance) => instance.connect())
    return this.#connection
  }
}
