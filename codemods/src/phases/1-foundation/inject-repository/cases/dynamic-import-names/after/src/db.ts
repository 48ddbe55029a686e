import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

async function connect(): Promise<DuckDBConnection> {
  connection ??= await (await openInstance('app.duckdb')).connect()
  return connection
}

export async function query(sql: string): Promise<Record<string, unknown>[]> {
  const reader = await (await connect()).runAndReadAll(sql)
  return reader.getRowObjectsJson()
}

export async function run(sql: string): Promise<void> {
  const shared = await connect()
  await shared.run(sql)
}

export const sql = (name: string) => `SELECT * FROM ${name}`
