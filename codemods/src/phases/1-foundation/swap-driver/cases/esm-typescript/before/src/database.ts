// The one database of this service.
import { Connection, Database, OPEN_READONLY } from 'duckdb-async'
import type { TableData } from 'duckdb-async'

export type { RowData } from 'duckdb-async'

let database: Promise<Database> | undefined

export function getDatabase(): Promise<Database> {
  database ??= Database.create('app.db', OPEN_READONLY)
  return database
}

export async function connection(): Promise<Connection> {
  return Connection.create(await getDatabase())
}

export async function rows(sql: string, ...params: unknown[]): Promise<TableData> {
  const db = await getDatabase()
  return db.all(sql, ...params)
}
