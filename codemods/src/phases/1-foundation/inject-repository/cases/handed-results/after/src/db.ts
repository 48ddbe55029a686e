import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let shared: Promise<DuckDBConnection> | undefined

export function getConnection(): Promise<DuckDBConnection> {
  shared ??= openInstance(':memory:').then((instance) => instance.connect())
  return shared
}
