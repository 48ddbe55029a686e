import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  private connect() {
    this.connection ??= DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
    return this.connection
  }
  async query<T = any>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    const reader = await (await this.connect()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS() as T[]
  }
  async load(table: string, values: readonly string[]): Promise<void> {
    const appender = await (await this.connect()).createAppender(table)
    for (const value of values) {
      appender.appendVarchar(value)
      appender.endRow()
    }
    appender.closeSync()
  }
  /** Everything or nothing. */
  async transaction<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const connection = await this.connect()
    await connection.run('BEGIN TRANSACTION')
    try {
      const result = await work(this)
      await connection.run('COMMIT')
      return result
    } catch (error) {
      await connection.run('ROLLBACK')
      throw error
    }
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}

/** For code that wants no class; every failure is tried again. */
export async function atomically<T>(work: (client: Client, attempt: number) => Promise<T>, attempts = 1): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = getClient()
    await client.query('BEGIN')
    try {
      const value = await work(client, attempt)
      await client.query('COMMIT')
      return value
    } catch (error) {
      await client.query('ROLLBACK')
      if (attempt >= attempts) throw error
    }
  }
}
