import type { DuckDBConnection } from '@duckdb/node-api'

let DuckDBInstance: typeof import('@duckdb/node-api').DuckDBInstance | null = null
let connection: DuckDBConnection | undefined

async function loadDriver() {
  if (!DuckDBInstance) {
    const driver = await import('@duckdb/node-api')
    DuckDBInstance = driver.DuckDBInstance
  }
  return DuckDBInstance
}

export async function getConnection() { // accessor: async-function
  if (!connection) {
    const Instance = await loadDriver()
    const instance = await Instance.create(':memory:')
    connection = await instance.connect()
  }
  return connection
}
