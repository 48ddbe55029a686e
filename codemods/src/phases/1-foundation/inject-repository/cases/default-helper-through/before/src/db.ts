import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

function connection(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create('shop.duckdb').then((instance) => instance.connect())
  return opening
}

/** Numbers come as numbers, and slow statements are told. */
export default async function query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
  const from = Date.now()
  const result = await (await connection()).runAndReadAll(sql, params)
  if (Date.now() - from > 1000) console.warn(`slow: ${sql}`)
  return result.getRowObjects().map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
    ),
  ) as T[]
}

export async function run(sql: string, params: (string | number)[] = []): Promise<void> {
  if (process.env.TRACE) console.log(sql)
  await (await connection()).run(sql, params)
}
