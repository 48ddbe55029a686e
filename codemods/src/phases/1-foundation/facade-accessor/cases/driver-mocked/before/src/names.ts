import type { DuckDBConnection } from '@duckdb/node-api'
import { getConnection } from './db.js'

export async function names(): Promise<unknown[]> {
  return namesBy(await getConnection())
}

async function namesBy(connection: DuckDBConnection): Promise<unknown[]> {
  const reader = await connection.runAndReadAll('SELECT name FROM items')
  return reader.getRows()
}
