import type { DuckDBConnection } from '@duckdb/node-api'

/** Made over a connection that somebody else opened: what it hands out is no accessor. */
export function createReader(connection: DuckDBConnection) { // usage: parameter
  return { read: (sql: string) => connection.run(sql), connection: () => connection }
}
