import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: Promise<DuckDBConnection> | undefined

async function connected(): Promise<DuckDBConnection> {
  connection ??= openInstance('items.duckdb').then((instance) => instance.connect())
  return connection
}

export async function query(sql: string, values?: DuckDBValue[]): Promise<Record<string, unknown>[]> {
  const own = await connected()
  const startedAt = Date.now()
  try {
    const reader = values ? await own.runAndReadAll(sql, values) : await own.runAndReadAll(sql)
    return reader.getRowObjectsJson()
  } finally {
    console.log('query', { sql, elapsedMs: Date.now() - startedAt })
  }
}

/** The driver takes a list: these never arrived. */
export async function spread(sql: string, ...values: DuckDBValue[]): Promise<void> {
  const own = await connected()
  await own.run(sql, ...(values as never[]))
}
