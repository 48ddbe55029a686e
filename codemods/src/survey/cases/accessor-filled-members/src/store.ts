import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

type Ask = (sql: string) => Promise<unknown>

export class Store { // accessor: constructor
  #connection!: DuckDBConnection
  readonly handlers: Record<string, Ask> = {}
  later: Ask | undefined
  folder = 'imports'

  constructor() {
    this.handlers.count = () => this.#first('SELECT count(*) FROM items')
    void this.#open()
  }

  first(sql: string) {
    return this.#first(sql)
  }

  async #first(sql: string): Promise<unknown> {
    return (await this.#connection.run(sql)).getRows()
  }

  async #open() {
    this.#connection = await (await DuckDBInstance.create('imports.db')).connect()
  }
}
