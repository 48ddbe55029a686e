import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

export function getDb(): Promise<DuckDBConnection> {
  opening ??= openInstance('shop.duckdb').then((instance) => instance.connect())
  return opening
}
