import { withConnection } from './db.js'

export function names(): Promise<unknown[]> {
  return withConnection(async (connection) => {
    const reader = await connection.runAndReadAll('SELECT name FROM items')
    return reader.getRows()
  })
}

// One connection for the whole callback: the temporary table is there for the statement after it.
export async function cheapest(): Promise<unknown[]> {
  return await withConnection(async (db) => {
    await db.run('CREATE TEMP TABLE cheap AS SELECT * FROM items WHERE price < 1')
    return (await db.runAndReadAll('SELECT * FROM cheap')).getRowObjects()
  })
}
