import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  #opening: Promise<DuckDBConnection> | undefined

  constructor(readonly path = ':memory:') {}

  #open(): Promise<DuckDBConnection> {
    this.#opening ??= (async () => {
      const instance = await DuckDBInstance.create(this.path)
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
  main ??= new Client('main.duckdb')
  return main
}
