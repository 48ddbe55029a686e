import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

async function open(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('ledger.duckdb')).connect()
  return connection
}

/** `:name` becomes `$1`, in the order of the values. */
function numbered(sql: string, params: Record<string, DuckDBValue>) {
  const values: DuckDBValue[] = []
  const text = sql.replace(/:(\w+)/g, (_, name: string) => `$${values.push(params[name] ?? null)}`)
  return { text, values }
}

export async function query<T>(sql: string, params: Record<string, DuckDBValue> = {}): Promise<T[]> {
  const { text, values } = numbered(sql, params)
  const reader = await (await open()).runAndReadAll(text, values)
  return reader.getRowObjectsJS() as T[]
}

/** A function that asks, for pages that are drawn in one go. */
export function asker() {
  return async (sql: string) => (await (await open()).runAndReadAll(sql)).getRowObjectsJS()
}
