import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  if (!connection) {
    connection = await (await DuckDBInstance.create('items.duckdb')).connect()
    await seed(connection)
  }
  return connection
}

async function seed(to: DuckDBConnection): Promise<void> {
  await to.run("INSERT INTO items VALUES (0, 'none')")
}

export async function names(): Promise<unknown[]> {
  if (!connection) return []
  const reader = await connection.runAndReadAll('SELECT name FROM items ORDER BY id')
  return reader.getRowObjectsJS()
}

/** It runs while the module loads: repositories may not be there yet. */
export const first = await (async () => {
  await getConnection()
  return (await connection!.runAndReadAll('SELECT min(id) AS id FROM items')).getRowObjectsJS()
})()
