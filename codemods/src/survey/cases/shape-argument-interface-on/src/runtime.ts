import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Runtime { // accessor: constructor
  private opened: Promise<DuckDBConnection> | undefined

  async query(sql: string): Promise<Record<string, unknown>[]> {
    this.opened ??= DuckDBInstance.create('app.duckdb').then((instance) => instance.connect())
    return (await (await this.opened).runAndReadAll(sql)).getRowObjects()
  }

  async version(): Promise<string> {
    return 'v1'
  }
}
