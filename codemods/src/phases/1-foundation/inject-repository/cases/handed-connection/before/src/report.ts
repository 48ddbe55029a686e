import type { DuckDBConnection } from '@duckdb/node-api'

export async function report(connection: DuckDBConnection): Promise<unknown[]> {
  const reader = await connection.runAndReadAll('SELECT name, price FROM items')
  return reader.getColumns()
}
