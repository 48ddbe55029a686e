import { DuckDBInstance } from '@duckdb/node-api'

type Values = (string | number)[]

const opened = DuckDBInstance.create(':memory:').then((instance) => instance.connect())

export const db = {
  async all<T>(sql: string, values: Values = []): Promise<T[]> {
    return (await (await opened).runAndReadAll(sql, values)).getRowObjectsJS() as T[]
  },
  async get<T>(sql: string, values: Values = []): Promise<T | undefined> {
    const rows = await db.all<T>(sql, values)
    if (rows.length > 1) throw new Error(`${rows.length} rows instead of one`)
    return rows[0]
  },
}
