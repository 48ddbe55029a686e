import type { DuckDBConnection } from '@duckdb/node-api'
import { getConnection } from './store.js'

async function insert(connection: DuckDBConnection, name: string): Promise<number> {
  await connection.run('INSERT INTO names VALUES (?)', [name])
  const reader = await connection.runAndReadAll('SELECT count(*) FROM names')
  return Number(reader.getRows()[0]![0])
}

/** What returns early must not be committed. */
export async function importName(name: string): Promise<boolean> {
  const connection = await getConnection()
  await connection.run('BEGIN')
  try {
    const count = await insert(connection, name)
    if (count > 10) {
      await connection.run('ROLLBACK')
      return false
    }
    await connection.run('COMMIT')
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
  return true
}
