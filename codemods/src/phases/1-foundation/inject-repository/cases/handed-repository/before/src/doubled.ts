import type { DuckDBConnection } from '@duckdb/node-api'

export async function doubled(conn: DuckDBConnection): Promise<number> {
  const reader = await conn.runAndReadAll('SELECT id FROM items')
  return reader.getRowObjects().length * 2
}
