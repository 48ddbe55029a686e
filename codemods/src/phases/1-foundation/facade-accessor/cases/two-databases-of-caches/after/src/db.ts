import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

export async function getConnection(): Promise<DuckDBConnection> {
  const instance = await openInstance('items.duckdb', { threads: '2' }, { connections: 'separate', name: 'db' })
  return instance.connect()
}
