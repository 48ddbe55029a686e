import { DuckDBInstance } from '@duckdb/node-api'

export type Values = (string | number | null)[]

export interface Db {
  query<T>(sql: string, params?: Values): Promise<T[]>
  execute(sql: string, params?: Values): Promise<void>
  close(): void
}

export async function createDb(path: string): Promise<Db> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  return {
    async query<T>(sql: string, params: Values = []): Promise<T[]> {
      const reader = await connection.runAndReadAll(sql, params)
      return reader.getRowObjectsJS() as T[]
    },
    async execute(sql: string, params: Values = []): Promise<void> {
      await connection.run(sql, params)
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

let db: Promise<Db> | undefined

export function getDb(): Promise<Db> {
  db ??= createDb(process.env.DB_PATH ?? ':memory:')
  return db
}
