import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

/** Made by a framework, and found by everybody else. */
export class DatabaseService {
  private static shared: DatabaseService | undefined
  private connection!: DuckDBConnection

  static instance(): DatabaseService {
    if (!DatabaseService.shared) throw new Error('Not ready')
    return DatabaseService.shared
  }

  async onModuleInit(): Promise<void> {
    const instance = await DuckDBInstance.create(':memory:')
    this.connection = await instance.connect()
    DatabaseService.shared = this
  }

  async query<T>(sql: string, values: DuckDBValue[] = []): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, values)
    return reader.getRowObjectsJS() as T[]
  }
}
