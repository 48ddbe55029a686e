import { type DuckDBConnection, type DuckDBInstance, DuckDBInstanceCache } from '@duckdb/node-api'

let instances: DuckDBInstanceCache | null = null
let instance: DuckDBInstance | null = null
let connection: DuckDBConnection | null = null

/** The one connection to the archive. */
export async function getArchive(): Promise<DuckDBConnection> {
  if (connection) return connection
  if (!instances) {
    instances = new DuckDBInstanceCache()
  }
  instance = await instances.getOrCreateInstance('archive.duckdb')
  connection = await instance.connect()
  return connection
}
