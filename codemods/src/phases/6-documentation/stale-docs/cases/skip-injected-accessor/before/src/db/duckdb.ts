import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const instance = DuckDBInstance.create('items.duckdb')

/** A connection of the caller's own, with the settings that its queries count on. */
export async function createConnection(): Promise<DuckDBConnection> {
  const connection = await (await instance).connect()
  await connection.run("SET default_null_order = 'nulls_last'")
  return connection
}

/** Used by nobody, before the migration neither. */
export async function sizeOf(table: string): Promise<unknown> {
  const connection = await createConnection()
  return (await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()[0]?.[0]
}
