import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  opening ??= openInstance('items.duckdb').then((instance) => instance.connect())
  return opening
}

/** What was read once is not read again, by who asked for this. */
export function rememberingDb() {
  const known = new Map<string, unknown[]>()
  return {
    async query<T>(sql: string): Promise<T[]> {
      const rows = known.get(sql) ?? (await (await connect()).runAndReadAll(sql)).getRowObjectsJS()
      known.set(sql, rows)
      return rows as T[]
    },
  }
}

let shared: ReturnType<typeof rememberingDb> | undefined

export function sharedDb() {
  shared ??= rememberingDb()
  return shared
}
