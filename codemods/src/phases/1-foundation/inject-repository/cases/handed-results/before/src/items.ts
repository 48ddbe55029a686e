import type { DuckDBConnection } from '@duckdb/node-api'

export async function columns(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll('SELECT * FROM items')
  return reader.columnNames()
}

export async function some(connection: DuckDBConnection, count: number) {
  return (await connection.runAndReadUntil('SELECT name FROM items', count)).getRowObjectsJS()
}

export async function add(connection: DuckDBConnection, item: { id: number; name: string }): Promise<void> {
  await connection.run('INSERT INTO items (id, name) VALUES ($id, $name)', item)
}
