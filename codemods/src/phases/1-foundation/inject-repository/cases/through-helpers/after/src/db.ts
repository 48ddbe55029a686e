import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

export interface Row {
  [column: string]: unknown
}

let opening: Promise<DuckDBConnection> | undefined

function connection(): Promise<DuckDBConnection> {
  opening ??= openInstance('shop.duckdb').then((instance) => instance.connect())
  return opening
}

/** Numbers come as numbers, and slow statements are told. */
export async function query<T = Row>(sql: string, params: (string | number)[] = []): Promise<T[]> {
  const from = Date.now()
  const result = await (await connection()).runAndReadAll(sql, params)
  if (Date.now() - from > 1000) console.warn(`slow: ${sql}`)
  return result.getRowObjects().map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
    ),
  ) as T[]
}

export async function queryOne<T = Row>(sql: string, params: (string | number)[] = []): Promise<T | null> {
  const [row] = await query<T>(sql, params)
  return row ?? null
}

export async function run(sql: string, params: (string | number)[] = []): Promise<void> {
  if (process.env.TRACE) console.log(sql)
  await (await connection()).run(sql, params)
}

/** What it gives is no list of rows: it stays. */
export async function page(sql: string, params: (string | number)[] = []): Promise<{ rows: Row[]; more: boolean }> {
  const rows = await query(sql, params)
  return { rows: rows.slice(0, 100), more: rows.length > 100 }
}

/** A list of values each time. */
export async function runMany(sql: string, values: (string | number)[][]): Promise<void> {
  for (const each of values) await run(sql, each)
}
