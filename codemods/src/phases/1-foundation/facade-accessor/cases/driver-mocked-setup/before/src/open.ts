import type { DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBInstance> | undefined

export async function getInstance(file?: string): Promise<DuckDBInstance> {
  if (!opening) {
    const duckdb = await import('@duckdb/node-api')
    opening = duckdb.DuckDBInstance.fromCache(file)
  }
  return opening
}
