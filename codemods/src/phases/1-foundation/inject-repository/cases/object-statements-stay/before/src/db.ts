import { DuckDBInstance } from '@duckdb/node-api'

const opened = DuckDBInstance.create(':memory:').then((instance) => instance.connect())

export const db = {
  async query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
    return (await (await opened).runAndReadAll(sql, params)).getRowObjectsJS() as T[]
  },
  async *each(sql: string) {
    const result = await (await opened).stream(sql)
    for await (const rows of result.yieldRowObjectJs()) yield* rows
  },
}
