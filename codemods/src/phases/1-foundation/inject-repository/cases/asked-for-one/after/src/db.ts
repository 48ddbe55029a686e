import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

const connections = new Map<string, DuckDBConnection>()

/** Of the file that is named, or of the one that everybody works on. */
export async function getConnection(path?: string): Promise<DuckDBConnection> {
  const own = path ?? 'items.duckdb'
  const known = connections.get(own)
  if (known) return known
  const instance = await openInstance(own, undefined, { connections: 'separate' })
  const connection = await instance.connect()
  connections.set(own, connection)
  return connection
}
