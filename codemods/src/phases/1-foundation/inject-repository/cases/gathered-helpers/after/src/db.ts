import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opened: Promise<DuckDBConnection> | undefined

function open(): Promise<DuckDBConnection> {
  opened ??= openInstance('notes.duckdb').then((instance) => instance.connect())
  return opened
}

export async function query<T>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
  return (await (await open()).runAndReadAll(sql, params)).getRowObjectsJson() as T[]
}

export async function run(sql: string, params: DuckDBValue[] = []): Promise<void> {
  await (await open()).run(sql, params)
}

export const db = { query, run }

export default { query, run }
