import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

interface Limits {
  limit?: number
  offset?: number
}

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  private connect() {
    this.connection ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    return this.connection
  }
  /** A page of rows. */
  async page<T>(sql: string, args: Limits = {}): Promise<T[]> {
    const rows = (await (await this.connect()).runAndReadAll(sql)).getRowObjectsJS() as T[]
    return rows.slice(args.offset ?? 0, args.limit ?? 100)
  }
  async query<T>(sql: string, args: { limit?: number } = {}): Promise<T[]> {
    return this.page(sql, args)
  }
  /** The value in the first row, which may be NULL; undefined where there is no row. */
  async value<T>(sql: string, values: DuckDBValue[] = []): Promise<T | undefined> {
    const [row] = (await (await this.connect()).runAndReadAll(sql, values)).getRowsJS()
    return row?.[0] as T | undefined
  }
  /** Once for each. */
  async executeMany(sql: string, values: DuckDBValue[][]): Promise<void> {
    for (const each of values) await (await this.connect()).run(sql, each)
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
