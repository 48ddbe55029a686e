import { DuckDBInstance } from '@duckdb/node-api'

export async function openDb(path = ':memory:') {
  const instance = await DuckDBInstance.create(path)
  const conn = await instance.connect()
  return {
    query: async <T>(sql: string, params: (string | number)[] = []): Promise<T[]> =>
      (await conn.runAndReadAll(sql, params)).getRowObjectsJS() as T[],
    execute: async (sql: string, params: (string | number)[] = []): Promise<void> => {
      await conn.run(sql, params)
    },
    close: () => conn.closeSync(),
  }
}
