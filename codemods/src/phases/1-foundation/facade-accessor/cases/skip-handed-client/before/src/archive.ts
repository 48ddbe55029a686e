import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** One archive a workspace, each in a file of its own. */
export class Archive {
  private readonly instance: DuckDBInstance
  private readonly connection: DuckDBConnection

  constructor({ instance, connection }: { instance: DuckDBInstance; connection: DuckDBConnection }) {
    this.instance = instance
    this.connection = connection
  }

  async query(sql: string): Promise<Record<string, unknown>[]> {
    const reader = await this.connection.runAndReadAll(sql)
    return reader.getRowObjects()
  }

  close(): void {
    this.connection.closeSync()
    this.instance.closeSync()
  }
}
