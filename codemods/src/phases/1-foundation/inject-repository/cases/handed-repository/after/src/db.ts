import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opened: Promise<DuckDBInstance> | undefined

export async function openConnection(): Promise<DuckDBConnection> {
  opened ??= openInstance('items.duckdb', undefined, { connections: 'separate' })
  return (await opened).connect()
}
