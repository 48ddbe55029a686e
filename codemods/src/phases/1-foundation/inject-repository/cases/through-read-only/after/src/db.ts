import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

export class ReadOnlyError extends Error {}

let connection: Promise<DuckDBConnection> | undefined
export const mode = { readOnly: false }
const counts = new Map<string, number>()

function open() {
  connection ??= openInstance(':memory:').then((instance) => instance.connect())
  return connection
}

function count(sql: string): string {
  const kind = sql.slice(0, 6)
  counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return kind
}

export async function query<T>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
  const _kind = count(sql)
  const reader = await (await open()).runAndReadAll(sql, params)
  return reader.getRowObjectsJson() as T[]
}

export async function run(sql: string, params: DuckDBValue[] = []): Promise<void> {
  if (mode.readOnly) throw new ReadOnlyError('maintenance')
  const opened = await open()
  await opened.run(sql, params)
}
