import { Database } from '@duckshift/runtime/compat/duckdb-async'

let opening: Promise<Database> | undefined

function open(): Promise<Database> {
  opening ??= Database.create('items.duckdb')
  return opening
}

export async function queryRows<T>(sql: string, ...values: unknown[]): Promise<T[]> {
  const db = await open()
  const rows = await db.all(sql, ...values)
  return rows as T[]
}
