import type { DuckDBConnection } from '@duckdb/node-api'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

/** Several statements, one declaration above the first; the comment stays with its statement. */
export async function rename(conn: DuckDBConnection, id: number, name: string): Promise<boolean> {
  const items = repositoryOn(ItemsRepository, conn, { rows: 'exact' })
  // The old name is needed for the log.
  const rows = await items.findNameById(id)
  if (rows.length === 0) return false
  for (const row of rows) console.log(row['name'])
  const rowsChanged = await items.updateNameById(name, id)
  return rowsChanged > 0
}

/** An object that holds it; a result read in place. */
export async function report(context: { connection: DuckDBConnection }, price: number) {
  const items = repositoryOn(ItemsRepository, context.connection, { rows: 'exact' })
  const rows = await items.listIdAndNameByPriceAbove(price)
  return rows.map((row) => row['id'])
}

/** Not there on every way through. */
export async function guarded(conn: DuckDBConnection | undefined): Promise<number> {
  if (!conn) return 0
  const items = repositoryOn(ItemsRepository, conn, { rows: 'exact' })
  const [row] = await items.countAll()
  return Number(row?.['n'])
}

export class Ledger {
  readonly #conn: DuckDBConnection

  constructor(conn: DuckDBConnection) {
    this.#conn = conn
  }

  async total(): Promise<number> {
    const items = repositoryOn(ItemsRepository, this.#conn, { rows: 'exact' })
    const found = await items.sumPrice()
    return Number(found[0]?.['total'])
  }

  async clear(): Promise<void> { await repositoryOn(ItemsRepository, this.#conn).deleteAll() }
}
