import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  opening ??= openInstance('shop.duckdb').then((instance) => instance.connect())
  return opening
}

export async function query<T>(sql: string, values: DuckDBValue[] = []): Promise<T[]> {
  const reader = await (await connect()).runAndReadAll(sql, values)
  return reader.getRowObjectsJS() as T[]
}

export async function exec(sql: string, values: DuckDBValue[] = []): Promise<number> {
  const { rowsChanged } = await (await connect()).run(sql, values)
  return rowsChanged
}
