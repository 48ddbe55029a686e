import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: Promise<DuckDBConnection> | undefined

function open() {
  connection ??= openInstance(':memory:').then((instance) => instance.connect())
  return connection
}

export async function all<T extends object>(sql: string, ...args: DuckDBValue[]): Promise<T[]> {
  const reader = await (await open()).runAndReadAll(sql, args)
  return reader.getRowObjectsJson() as unknown as T[]
}

/** Throws where there are two. */
export async function one<T extends object>(sql: string, ...args: DuckDBValue[]): Promise<T | undefined> {
  const rows = await all<T>(sql, ...args)
  if (rows.length > 1) throw new Error('not one')
  return rows[0]
}

export async function exec(sql: string, ...args: DuckDBValue[]): Promise<void> {
  const opened = await open()
  await opened.run(sql, args)
}
