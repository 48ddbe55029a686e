import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

function connection(): Promise<DuckDBConnection> {
  opening ??= openInstance('shop.duckdb').then((instance) => instance.connect())
  return opening
}

export default async function query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
  const result = await (await connection()).runAndReadAll(sql, params)
  return result.getRowObjects() as T[]
}
