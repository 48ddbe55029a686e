import type { DuckDBConnection } from '@duckdb/node-api'

/** Several statements, one declaration above the first; the comment stays with its statement. */
export async function rename(conn: DuckDBConnection, id: number, name: string): Promise<boolean> {
  // The old name is needed for the log.
  const reader = await conn.runAndReadAll('SELECT name FROM items WHERE id = ?', [id])
  const rows = reader.getRowObjects()
  if (rows.length === 0) return false
  for (const row of rows) console.log(row['name'])
  const result = await conn.run('UPDATE items SET name = ? WHERE id = ?', [name, id])
  return result.rowsChanged > 0
}

/** An object that holds it; a result read in place. */
export async function report(context: { connection: DuckDBConnection }, price: number) {
  const result = await context.connection.runAndReadAll(`SELECT id, name FROM items WHERE price > ${price}`)
  return result.getRowObjects().map((row) => row['id'])
}

/** Not there on every way through. */
export async function guarded(conn: DuckDBConnection | undefined): Promise<number> {
  if (!conn) return 0
  const [row] = (await conn.runAndReadAll('SELECT count(*) AS n FROM items')).getRowObjects()
  return Number(row?.['n'])
}

export class Ledger {
  readonly #conn: DuckDBConnection

  constructor(conn: DuckDBConnection) {
    this.#conn = conn
  }

  async total(): Promise<number> {
    const found = await this.#conn.runAndReadAll('SELECT sum(price) AS total FROM items')
    return Number(found.getRowObjects()[0]?.['total'])
  }

  async clear(): Promise<void> { await this.#conn.run('DELETE FROM items') }
}
