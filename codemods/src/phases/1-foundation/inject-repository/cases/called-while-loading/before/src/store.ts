import type { DuckDBConnection } from '@duckdb/node-api'
import { getConnection } from './db'

export const log = {
  _db: undefined as DuckDBConnection | undefined,
  async db() {
    return (this._db ??= await getConnection())
  },
  async size() {
    const db = await this.db()
    return (await db.runAndReadAll('SELECT count(*)::INTEGER AS n FROM logs')).getRows()[0]![0] as number
  },
}

export const counted = (() => {
  const db = getConnection()
  return async () => (await (await db).runAndReadAll('SELECT text FROM logs')).getColumns()[0]
})()

function open() {
  return getConnection()
}

export const opened = open()
