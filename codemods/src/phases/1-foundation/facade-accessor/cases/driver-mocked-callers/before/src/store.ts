import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const settings = { threads: '2' }
let opening: Promise<DuckDBConnection> | undefined

/** One connection for everybody. */
export function getConnection(): Promise<DuckDBConnection> {
  // The file may be locked at first.
  opening ??= DuckDBInstance.create(/* the file */ 'orders.duckdb', settings).then((instance) => instance.connect())
  return opening
}
