import { type DuckDBConnection, DuckDBInstanceCache } from '@duckdb/node-api'

const cache = new DuckDBInstanceCache()

export async function getConnection(): Promise<DuckDBConnection> {
  const instance = await cache.getOrCreateInstance('items.duckdb', { threads: '2' })
  return instance.connect()
}
