import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  if (!connection) {
    const instance = await openInstance('items.duckdb')
    connection = await instance.connect()
  }
  return connection
}
