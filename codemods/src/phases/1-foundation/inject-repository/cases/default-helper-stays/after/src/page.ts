import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

/** What it gives is no list of rows. */
export default async function page(sql: string, params: number[] = []): Promise<{ rows: unknown[]; more: boolean }> {
  opening ??= openInstance('shop.duckdb').then((instance) => instance.connect())
  const rows = (await (await opening).runAndReadAll(sql, params)).getRowObjects()
  return { rows: rows.slice(0, 100), more: rows.length > 100 }
}
