import { DuckDBInstance } from '@duckdb/node-api'
import { count } from './count.js'

// A program of its own: its database is in memory, and nobody shares it.
export async function importAll(path: string): Promise<number> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  try {
    await connection.run(`CREATE TABLE loaded AS SELECT * FROM read_csv('${path}')`)
    return await count(connection, 'loaded')
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
