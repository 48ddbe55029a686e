import type { DuckDBConnection } from '@duckdb/node-api'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

/** Rows by position: a repository gives the same arrays. */
export async function itemOf(conn: DuckDBConnection, id: number): Promise<Item | null> {
  const items = repositoryOn(ItemsRepository, conn, { rows: 'exact' })
  const rows = await items.findIdAndNameById(id)
  if (rows.length === 0) return null
  const row = rows[0]!
  return { id: row[0] as number, name: row[1] as string }
}

export async function counted(conn: DuckDBConnection): Promise<number> {
  const items = repositoryOn(ItemsRepository, conn, { rows: 'exact' })
  const rows = await items.summarizeAll()
  const [[count]] = rows as [[bigint]]
  return Number(count)
}

/** An object has what is called by a number before all else. */
export async function numbered(conn: DuckDBConnection): Promise<unknown[][]> {
  const reader = await conn.runAndReadAll('SELECT id, 1 FROM items')
  return reader.getRows()
}
