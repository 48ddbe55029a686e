import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

async function connect(): Promise<DuckDBConnection> {
  connection ??= await (await openInstance('app.duckdb')).connect()
  return connection
}

export async function query<T>(sql: string, params?: DuckDBValue[]): Promise<T[]> {
  const reader = await (await connect()).runAndReadAll(sql, params)
  return reader.getRowObjectsJS() as T[]
}

/** The first value of the first row. */
export async function scalar<T>(sql: string, params?: DuckDBValue[]): Promise<T | null> {
  const reader = await (await connect()).runAndReadAll(sql, params)
  const row = reader.getRows()[0]
  return row === undefined ? null : (row[0] as T)
}
