import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import { LRUCache } from 'lru-cache'

const statementsKept = 100
const caches = new WeakMap<DuckDBConnection, LRUCache<string, DuckDBPreparedStatement>>()

/** The prepared statement of a text on a connection. Only for the holder of the connection. */
export async function preparedFor(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  let cache = caches.get(connection)
  if (!cache) {
    cache = new LRUCache({ max: statementsKept, dispose: (statement) => statement.destroySync() })
    caches.set(connection, cache)
  }
  let statement = cache.get(sql)
  if (!statement) {
    statement = await connection.prepare(sql)
    cache.set(sql, statement)
  }
  return statement
}

/** After what changes how names are resolved: a prepared statement would go on with the old meaning. */
export function forgetPrepared(connection: DuckDBConnection): void {
  caches.get(connection)?.clear()
}
