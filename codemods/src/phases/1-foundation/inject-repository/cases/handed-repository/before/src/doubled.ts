import type { DuckDBConnection } from '@duckdb/node-api'

export async function doubled(conn: DuckDBConnection): Promise<number> {
  const reader = await conn.runAndReadAll('SELECT id FROM items')
  return reader.getRowObjects().length * 2
}

/** A test's connection knows no other method, and no other text. */
export async function counted(conn: DuckDBConnection, price: number): Promise<number> {
  const result = await conn.run('SELECT id FROM items')
  const all = await result.getRowObjects()
  const reader = await conn.runAndReadAll(`SELECT id FROM items WHERE price > ${price}`)
  return all.length - reader.getRowObjects().length
}
