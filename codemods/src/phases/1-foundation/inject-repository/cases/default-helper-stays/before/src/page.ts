import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

/** What it gives is no list of rows. */
export default async function page(sql: string, params: number[] = []): Promise<{ rows: unknown[]; more: boolean }> {
  opening ??= DuckDBInstance.create('shop.duckdb').then((instance) => instance.connect())
  const rows = (await (await opening).runAndReadAll(sql, params)).getRowObjects()
  return { rows: rows.slice(0, 100), more: rows.length > 100 }
}
