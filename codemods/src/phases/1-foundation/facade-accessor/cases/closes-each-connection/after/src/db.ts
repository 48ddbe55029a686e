import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

/** Connects for each statement, and closes what it made. */
export class Client {
  private instance: Promise<DuckDBInstance> | undefined

  private async connect(): Promise<DuckDBConnection> {
    this.instance ??= openInstance(':memory:', undefined, { connections: 'separate' })
    return (await this.instance).connect()
  }

  async query<T>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    const connection = await this.connect()
    try {
      return (await connection.runAndReadAll(sql, params)).getRowObjectsJS() as T[]
    } finally {
      connection.closeSync()
    }
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= legacyClient(new Client())
  return client
}
