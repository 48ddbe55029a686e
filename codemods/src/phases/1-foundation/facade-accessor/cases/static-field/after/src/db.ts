import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

export class ShopClient {
  static readonly instance = legacyClient(new ShopClient())
  #connection: Promise<DuckDBConnection> | undefined

  async list<T>(sql: string, values: DuckDBValue[] = []): Promise<T[]> {
    const reader = await (await this.#connect()).runAndReadAll(sql, values)
    return reader.getRowObjectsJS() as T[]
  }

  #connect(): Promise<DuckDBConnection> {
    this.#connection ??= openInstance('shop.duckdb').then((instance) => instance.connect())
    return this.#connection
  }
}
