import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class QueryError extends Error {}

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  private readonly cache = new Map<string, unknown[]>()
  private readOnly = false
  private connect() {
    this.connection ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    return this.connection
  }
  /** Cached until something is written. */
  async query<T = any>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    const known = this.cache.get(sql)
    if (known && params.length === 0) return known as T[]
    const rows = (await (await this.connect()).runAndReadAll(sql, params)).getRowObjectsJS()
    if (params.length === 0) this.cache.set(sql, rows)
    return rows as T[]
  }
  async execute(sql: string, params: DuckDBValue[] = []): Promise<void> {
    if (this.readOnly) throw new QueryError('read only')
    try {
      await (await this.connect()).run(sql, params)
    } catch (cause) {
      throw new QueryError(sql, { cause })
    }
    this.cache.clear()
  }
  maintain() {
    this.readOnly = true
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
