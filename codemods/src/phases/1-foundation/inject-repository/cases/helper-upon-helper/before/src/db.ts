import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

let connection: DuckDBConnection | null = null

async function open(): Promise<DuckDBConnection> {
  if (connection) return connection
  const instance = await DuckDBInstance.create('items.duckdb')
  connection = await instance.connect()
  return connection
}

export async function query<T>(sql: string, values?: DuckDBValue[]): Promise<T[]> {
  const reader = await (await open()).runAndReadAll(sql, values)
  return reader.getRowObjectsJS() as T[]
}

// The first of what the other one gives.
export async function queryOne<T>(sql: string, values?: DuckDBValue[]): Promise<T | null> {
  const rows = await query<T>(sql, values)
  return rows.length > 0 ? rows[0]! : null
}
