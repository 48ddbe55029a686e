import type { DuckDBConnection, DuckDBResultReader, DuckDBValue } from '@duckdb/node-api'

function shown(reader: DuckDBResultReader): unknown[][] {
  return reader.getRows()
}

/** Session statements, SQL made at run time, results that are handed on, prepared statements: all on the connection. */
export async function stays(conn: DuckDBConnection, column: string): Promise<unknown[][]> {
  await conn.run('SET threads = 1')
  const statement = await conn.prepare('SELECT name FROM items WHERE id = $1')
  statement.bindInteger(1, 1)
  console.log(await statement.runAndReadAll())
  const reader = await conn.runAndReadAll(`SELECT ${column} FROM items`)
  console.log(reader.getRowObjects())
  return shown(await conn.runAndReadAll('SELECT name FROM items'))
}

/** What is not awaited counts on the order of the connection. */
export async function both(conn: DuckDBConnection): Promise<void> {
  const counting = conn.runAndReadAll('SELECT count(*) AS n FROM items')
  await conn.run('DELETE FROM items WHERE id = 0')
  console.log((await counting).getRowObjects())
}

/** No row of a repository has this type: it runs on the runtime as it is. */
export async function loose(conn: DuckDBConnection): Promise<Record<string, DuckDBValue>[]> {
  const reader = await conn.runAndReadAll('SELECT name, price FROM items')
  return reader.getRowObjects()
}
