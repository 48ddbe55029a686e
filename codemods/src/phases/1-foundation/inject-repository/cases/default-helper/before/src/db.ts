import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

function connection(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create('shop.duckdb').then((instance) => instance.connect())
  return opening
}

export default async function query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
  const result = await (await connection()).runAndReadAll(sql, params)
  return result.getRowObjects() as T[]
}
