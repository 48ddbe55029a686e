import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, openInstance, transactionOn } from '@duckshift/runtime/compat/neo'
import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  private connect() {
    this.connection ??= openInstance(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
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
    return transactionOn(connection, async () => {
      const result = await work(this)
      return result
    })
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= legacyClient(new Client())
  return client
}

/** For code that wants no class; every failure is tried again. */
export async function atomically<T>(work: (client: Client, attempt: number) => Promise<T>, attempts = 1): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = getClient()
    try {
      return await inject(database).transaction(async () => {
        const value = await work(client, attempt)
        return value
      }, { retry: false })
    } catch (error) {
      if (attempt >= attempts) throw error
    }
  }
}
