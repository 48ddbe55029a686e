import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Warehouse {
  private connection: DuckDBConnection | undefined

  constructor(private readonly path: string) {}

  async open(): Promise<void> {
    this.connection = await (await DuckDBInstance.create(this.path)).connect()
  }

  async rows(sql: string): Promise<unknown[]> {
    if (!this.connection) throw new Error('open() first')
    return (await this.connection.runAndReadAll(sql)).getRowObjectsJson()
  }

  async tables(): Promise<string[]> {
    return (await this.rows('SHOW TABLES')).map(String)
  }
}
