import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

export class Client {
  #opening: Promise<DuckDBConnection> | undefined

  constructor(readonly path = ':memory:') {}

  #open(): Promise<DuckDBConnection> {
    this.#opening ??= (async () => {
      const instance = await openInstance(this.path, undefined, { owner: this })
      return instance.connect()
    })()
    return this.#opening
  }

  async query<T>(sql: string, params?: DuckDBValue[]): Promise<T[]> {
    const connection = await this.#open()
    const reader = await connection.runAndReadAll(sql, params)
    return reader.getRowObjectsJS() as T[]
  }
}

let main: Client | null = null

export function getClient(): Client {
  main ??= legacyClient(new Client('main.duckdb'))
  return main
}
