import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** One archive a workspace, each in a file of its own. */
export class Archive {
  private readonly instance: DuckDBInstance
  private readonly connection: DuckDBConnection

  constructor({ instance, connection }: { instance: DuckDBInstance; connection: DuckDBConnection }) {
    this.instance = instance
    this.connection = connection
  }

  async titles(): Promise<string[]> {
    const reader = await this.connection.runAndReadAll('SELECT title FROM notes ORDER BY title')
    return reader.getRowObjects().map(({ title }) => String(title))
  }

  close(): void {
    this.connection.closeSync()
    this.instance.closeSync()
  }
}
