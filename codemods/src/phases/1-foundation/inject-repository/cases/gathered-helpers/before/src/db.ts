import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

let opened: Promise<DuckDBConnection> | undefined

function open(): Promise<DuckDBConnection> {
  opened ??= DuckDBInstance.create('notes.duckdb').then((instance) => instance.connect())
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
