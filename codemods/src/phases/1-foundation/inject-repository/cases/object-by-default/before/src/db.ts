import { DuckDBInstance } from '@duckdb/node-api'

const opened = DuckDBInstance.create(':memory:').then((instance) => instance.connect())

const db = {
  async query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
    return (await (await opened).runAndReadAll(sql, params)).getRowObjectsJS() as T[]
  },
  async execute(sql: string, params: (string | number)[] = []): Promise<void> {
    await (await opened).run(sql, params)
  },
}

export default db
