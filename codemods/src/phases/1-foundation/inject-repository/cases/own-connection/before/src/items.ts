import { DuckDBInstance } from '@duckdb/node-api'

const instance = await DuckDBInstance.create('items.duckdb')
const connection = await instance.connect()
await connection.run('CREATE TABLE IF NOT EXISTS items (id INTEGER, name VARCHAR)')

export async function rename(id: number, name: string): Promise<number> {
  if (name === '') throw new Error('no name')
  // How many there are today.
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM items WHERE id = $1', [id])
  const known = Number(reader.getRowObjects()[0]?.n)
  if (known > 0) await connection.run('UPDATE items SET name = $1 WHERE id = $2', [name, id])
  return known
}

/** Its statements are in one transaction, which stays. */
export async function replace(id: number, name: string): Promise<void> {
  await connection.run('BEGIN')
  await connection.run('DELETE FROM items WHERE id = $1', [id])
  await connection.run('INSERT INTO items VALUES ($1, $2)', [id, name])
  await connection.run('COMMIT')
}

/** Nobody waits for the first: the second counts on the connection's order. */
export async function append(id: number): Promise<unknown[]> {
  void connection.run('INSERT INTO items VALUES ($1, NULL)', [id])
  return (await connection.runAndReadAll('SELECT id FROM items')).getRowObjects()
}

export async function clear(table: string): Promise<void> {
  await connection.run(`DELETE FROM ${table}`)
  await connection.run('DELETE FROM tags WHERE item NOT IN (SELECT id FROM items)')
}
