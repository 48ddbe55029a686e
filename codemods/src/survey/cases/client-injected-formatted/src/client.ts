import duckdb from '@duckshift/runtime/compat/duckdb'

export class ArchiveClient {
  private readonly database: duckdb.Database

  constructor(path: string) {
    this.database = new duckdb.Database(path)
  }

  static async connect(options: { path: string }): Promise<ArchiveClient> { // accessor: static-method
    return new ArchiveClient(options.path)
  }

  all(sql: string): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      this.database.all(sql, (error: Error | null, rows: unknown[]) => (error ? reject(error) : resolve(rows)))
    })
  }
}
