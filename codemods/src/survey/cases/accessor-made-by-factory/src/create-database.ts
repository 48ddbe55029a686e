import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export interface OpenDatabase {
  getDb: () => Promise<DuckDBConnection>
  withDb: <T>(work: (db: DuckDBConnection) => Promise<T>) => Promise<T>
  query: (sql: string) => Promise<unknown>
  close: () => Promise<void>
}

export function createDatabase(path: string): OpenDatabase { // accessor: function
  let connection: DuckDBConnection | null = null

  async function getDb(): Promise<DuckDBConnection> {
    if (!connection) connection = await (await DuckDBInstance.create(path)).connect()
    return connection
  }

  async function withDb<T>(work: (db: DuckDBConnection) => Promise<T>): Promise<T> {
    const db = await getDb()
    return await work(db)
  }

  return {
    getDb,
    withDb,
    query: async (sql) => (await getDb()).run(sql),
    close: async () => connection?.closeSync(),
  }
}
