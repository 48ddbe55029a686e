import type { DuckDBConnection } from '@duckdb/node-api'
import { getClient } from './db.js'

/** A statement put together at run time stays on the injected database. */
export async function columns(tables: readonly string[]): Promise<number> {
  const db = getClient()
  let count = 0
  for (const table of tables) {
    const rows = await db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
    count += rows[0]?.n ?? 0
  }
  return count
}

export async function rename(connection: DuckDBConnection, table: string, names: Map<number, string>): Promise<void> {
  for (const [id, name] of names) {
    await connection.run(`UPDATE ${table} SET name = ? WHERE id = ?`, [name, id])
  }
  await connection.run(`DELETE FROM ${table} WHERE name IS NULL`)
}
