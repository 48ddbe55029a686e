import type { DuckDBConnection } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

async function open(): Promise<DuckDBConnection> {
  const { openInstance } = await import('@duckshift/runtime/compat/neo')
  const instance = await openInstance(process.env.ITEMS_DB ?? ':memory:')
  return instance.connect()
}

/** Native code is loaded with the first question. */
export function getConnection(): Promise<DuckDBConnection> {
  opening ??= open()
  return opening
}
