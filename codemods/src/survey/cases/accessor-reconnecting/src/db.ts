import { statSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const path = process.env.ITEMS_DB ?? 'items.duckdb'
let seenMs = 0
let instance: DuckDBInstance | undefined
let connection: DuckDBConnection | undefined

/** The file is replaced every night: what was opened before then shows yesterday's rows. */
export async function getConnection(): Promise<DuckDBConnection> { // accessor: async-function
  const changedMs = statSync(path).mtimeMs
  if (!connection || changedMs !== seenMs) {
    connection?.closeSync()
    instance?.closeSync()
    instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
    connection = await instance.connect()
    seenMs = changedMs
  }
  return connection
}
