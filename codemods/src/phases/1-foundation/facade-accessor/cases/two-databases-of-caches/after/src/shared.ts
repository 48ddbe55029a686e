import { type DuckDBConnection, type DuckDBInstance, DuckDBInstanceCache } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let instances: DuckDBInstanceCache | null = null
let instance: DuckDBInstance | null = null
let connection: DuckDBConnection | null = null

/** The one connection to the archive. */
export async function getArchive(): Promise<DuckDBConnection> {
  if (connection) return connection
  if (!instances) {
    instances = new DuckDBInstanceCache()
  }
  instance = await openInstance('archive.duckdb', undefined, { name: 'shared' })
  connection = await instance.connect()
  return connection
}
