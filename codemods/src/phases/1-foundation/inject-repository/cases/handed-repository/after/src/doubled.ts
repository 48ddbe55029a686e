import type { DuckDBConnection } from '@duckdb/node-api'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

export async function doubled(conn: DuckDBConnection): Promise<number> {
  const items = repositoryOn(ItemsRepository, conn, { rows: 'exact' })
  const rows = await items.listId()
  return rows.length * 2
}

/** A test's connection knows no other method, and no other text. */
export async function counted(conn: DuckDBConnection, price: number): Promise<number> {
  const result = await conn.run('SELECT id FROM items')
  const all = await result.getRowObjects()
  const reader = await conn.runAndReadAll(`SELECT id FROM items WHERE price > ${price}`)
  return all.length - reader.getRowObjects().length
}
