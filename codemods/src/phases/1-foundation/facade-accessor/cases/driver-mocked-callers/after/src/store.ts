import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { pooledDriver } from '@duckshift/runtime/compat/neo'

const settings = { threads: '2' }
let opening: Promise<DuckDBConnection> | undefined

/** One connection for everybody. */
export function getConnection(): Promise<DuckDBConnection> {
  // The file may be locked at first.
  opening ??= pooledDriver(DuckDBInstance).create(/* the file */ 'orders.duckdb', settings).then((instance) => instance.connect())
  return opening
}
