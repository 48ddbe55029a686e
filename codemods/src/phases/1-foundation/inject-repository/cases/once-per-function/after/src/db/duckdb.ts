import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

async function connect(): Promise<DuckDBConnection> {
  if (!connection) {
    const instance = await openInstance(process.env.ITEMS_DB ?? ':memory:')
    connection = await instance.connect()
  }
  return connection
}

/** It counts what it sends: no other database does that. */
export let sent = 0

export async function query<T>(sql: string): Promise<T[]> {
  sent += 1
  const reader = await (await connect()).runAndReadAll(sql)
  return reader.getRowObjectsJson() as T[]
}
