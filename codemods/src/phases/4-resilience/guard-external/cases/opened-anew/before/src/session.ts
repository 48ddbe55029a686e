import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export interface Session {
  rows(sql: string): Promise<Record<string, unknown>[]>
  close(): void
}

class DuckDBSession implements Session {
  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  async rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.connection.runAndReadAll(sql)).getRowObjectsJS()
  }

  close(): void {
    this.connection.closeSync()
    this.instance.closeSync()
  }
}

/** A database of its own for each file that is looked at. */
export async function createSession(): Promise<Session> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  return new DuckDBSession(instance, connection)
}
