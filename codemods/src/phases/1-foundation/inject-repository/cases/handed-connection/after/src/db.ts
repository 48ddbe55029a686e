import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let writer: DuckDBInstance | undefined

export async function openWriter(): Promise<DuckDBConnection> {
  writer ??= await openInstance('items.duckdb', undefined, { connections: 'separate', name: 'openWriter' })
  return writer.connect()
}

export async function openReader(): Promise<DuckDBConnection> {
  const reader = await openInstance('items.duckdb', { access_mode: 'READ_ONLY' }, { connections: 'separate', name: 'openReader' })
  return reader.connect()
}
