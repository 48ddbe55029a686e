import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  connection ??= await (await openInstance('tool.duckdb', undefined, { name: 'tool/src/db' })).connect()
  return connection
}
