import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

export interface Storage {
  getDb: () => Promise<DuckDBConnection>
  close: () => void
}

/** Each application opens a file of its own. */
export function openStorage(path: string, onOpen?: (db: DuckDBConnection) => Promise<void>): Storage {
  let connection: DuckDBConnection | null = null

  async function getDb(): Promise<DuckDBConnection> {
    if (connection) return connection
    const instance = await openInstance(path)
    const opened = await instance.connect()
    connection = opened
    await onOpen?.(opened)
    return opened
  }

  return { getDb, close: () => connection?.closeSync() }
}
