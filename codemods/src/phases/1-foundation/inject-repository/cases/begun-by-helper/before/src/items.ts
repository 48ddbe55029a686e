import { getConnection } from './db/duckdb.js'
import { execute } from './db/execute.js'

// The transaction is of this one connection: phase 2 takes both together.
export async function replaceAll(names: string[]): Promise<void> {
  const connection = await getConnection()
  await execute(connection, 'BEGIN TRANSACTION')
  try {
    await execute(connection, 'DELETE FROM items')
    for (const name of names) await execute(connection, 'INSERT INTO items (name) VALUES (?)', [name])
    await execute(connection, 'COMMIT')
  } catch (error) {
    await execute(connection, 'ROLLBACK')
    throw error
  }
}
