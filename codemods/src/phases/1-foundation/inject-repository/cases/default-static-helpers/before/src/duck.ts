import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export default class Duck {
  private static connection: Promise<DuckDBConnection> | undefined

  private static connect() {
    Duck.connection ??= DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
    return Duck.connection
  }

  static async query<T = Record<string, unknown>>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    console.debug(sql)
    const reader = await (await Duck.connect()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS() as T[]
  }

  static async execute(sql: string, params: DuckDBValue[] = []): Promise<number> {
    console.debug(sql)
    return (await (await Duck.connect()).run(sql, params)).rowsChanged
  }
}
