import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

export function getConnection(): Promise<DuckDBConnection> {
  opening ??= openInstance('items.duckdb').then((instance) => instance.connect())
  return opening
}
