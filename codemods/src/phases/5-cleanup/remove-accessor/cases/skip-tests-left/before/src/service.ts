import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class ReportService {
  private connection: DuckDBConnection | undefined

  private async connect(): Promise<DuckDBConnection> {
    this.connection ??= await (await DuckDBInstance.create(':memory:')).connect()
    return this.connection
  }

  async pages(sql: string, size: number): Promise<{ rows: unknown[]; pages: number }> {
    const reader = await (await this.connect()).runAndReadAll(sql)
    return { rows: reader.getRowObjectsJson().slice(0, size), pages: Math.ceil(reader.currentRowCount / size) }
  }
}
