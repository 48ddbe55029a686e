import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

export function getDb(): Promise<DuckDBConnection> {
  opening ??= openInstance('sales.duckdb', undefined, { name: 'sales/db' }).then((instance) => instance.connect())
  return opening
}
