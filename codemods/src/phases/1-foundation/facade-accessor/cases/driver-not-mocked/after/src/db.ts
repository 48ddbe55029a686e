import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let instance: Promise<DuckDBInstance> | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  instance ??= openInstance('items.duckdb', undefined, { connections: 'separate' })
  return (await instance).connect()
}
