import type { DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  connection ??= await (await openInstance('app.duckdb')).connect()
  return connection
}
