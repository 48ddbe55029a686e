import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

export { type DuckDBConnection as Connection, DuckDBInstance }

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  connection ??= await (await openInstance('items.duckdb', undefined, { name: 'duckdb' })).connect()
  return connection
}
