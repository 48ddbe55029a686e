import type { DuckDBConnection } from '@duckdb/node-api'
import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'

export async function names(): Promise<unknown[]> {
  return namesBy(await inject(connectionAccessor)())
}

async function namesBy(connection: DuckDBConnection): Promise<unknown[]> {
  const reader = await connection.runAndReadAll('SELECT name FROM items')
  return reader.getRows()
}
