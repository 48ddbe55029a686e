import type { DuckDBConnection } from '@duckdb/node-api'

export abstract class Base {
  constructor(
    protected readonly connection: DuckDBConnection,
    private readonly hidden: DuckDBConnection = connection,
  ) {}

  async count(): Promise<number> {
    const reader = await this.hidden.runAndReadAll('SELECT count(*)::INTEGER FROM items')
    return reader.getRows()[0]![0] as number
  }
}
