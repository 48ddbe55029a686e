import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export interface StorageOptions {
  readonly path: string
}

/** Nobody outside sends it a statement. */
export class Storage {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(options: StorageOptions): Promise<Storage> {
    const instance = await DuckDBInstance.create(options.path)
    return new Storage(await instance.connect())
  }

  async names(): Promise<unknown[]> {
    const rows = await this.query('SELECT name FROM items')
    return rows.map((row) => row.name)
  }

  private async query(sql: string): Promise<Record<string, unknown>[]> {
    const reader = await this.connection.runAndReadAll(sql)
    return reader.getRowObjectsJson()
  }
}
